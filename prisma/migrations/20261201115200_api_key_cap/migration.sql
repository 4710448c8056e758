-- The cap of a key may be changed while it is in use: by its maker, and by those who look after everybody's keys.
GRANT UPDATE (monthly_cap_ucr) ON api_key TO app_user;
