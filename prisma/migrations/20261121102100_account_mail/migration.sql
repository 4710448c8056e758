-- Links that the embedded sign-in has sent. The token itself is in the mail alone; here lies its hash.
CREATE TABLE auth_token (
  token_hash bytea PRIMARY KEY,
  purpose text NOT NULL,
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- The address that the link proves; a link for an address that is no longer the person's opens nothing.
  email text NOT NULL,
  -- The address that the person asked to change to.
  new_email text,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  CONSTRAINT auth_token_purpose_check CHECK (purpose IN ('reset_password', 'verify_email', 'change_email'))
);
CREATE INDEX auth_token_user_id_idx ON auth_token (user_id, purpose, created_at);
CREATE INDEX auth_token_expires_at_idx ON auth_token (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_token TO counterpart_app;

-- Devices that somebody has signed in with: hashes of a cookie, and of a kind of browser with a range of addresses.
CREATE TABLE known_device (
  user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  device_hash bytea NOT NULL,
  first_seen_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (user_id, device_hash)
);
ALTER TABLE known_device ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_device FORCE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON known_device TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON known_device TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON known_device TO app_platform;
