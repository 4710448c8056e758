-- What this installation is called among others that keep files in the same place: made once, and put before every key
-- from now on, so that no sweep looks at what belongs to another one. Keys from before stay as they are.
CREATE TABLE installation (
  is_one boolean PRIMARY KEY DEFAULT true,
  files_root text NOT NULL DEFAULT substr(replace(gen_random_uuid()::text, '-', ''), 1, 12),
  CONSTRAINT installation_one_check CHECK (is_one),
  CONSTRAINT installation_files_root_check CHECK (files_root ~ '^[a-z0-9]{12}$')
);
INSERT INTO installation DEFAULT VALUES;
GRANT SELECT ON installation TO app_user, app_platform;
