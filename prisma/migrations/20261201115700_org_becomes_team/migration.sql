-- A personal organisation may become a team's, by its owner. Back it never goes: the service takes no other kind.
GRANT UPDATE (kind) ON organization TO app_user;
