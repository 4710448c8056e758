-- Sign-in with Clerk ---------------------------------------------------------------------------------
-- Its users as last seen, since a session's token names nothing but a subject. Only that adapter reads it.
-- `version` is Clerk's own time of the change, in milliseconds: an older message never undoes a newer one.
-- A deleted user stays as a tombstone, so that a message that was overtaken cannot bring it back.
CREATE TABLE clerk_user (
  id text PRIMARY KEY,
  email text,
  email_verified boolean NOT NULL DEFAULT false,
  name text NOT NULL,
  signup_org_name text,
  state text NOT NULL,
  version bigint NOT NULL,
  seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT clerk_user_state_check CHECK (state IN ('active', 'banned', 'deleted')),
  CONSTRAINT clerk_user_email_check CHECK (email = lower(email)),
  CONSTRAINT clerk_user_verified_check CHECK (NOT email_verified OR email IS NOT NULL)
);

-- A token outlives its session by up to its own minute: what was ended must be known here at once.
CREATE TABLE clerk_ended_session (
  id text PRIMARY KEY,
  ended_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX clerk_ended_session_ended_at_idx ON clerk_ended_session (ended_at);

-- Messages that were taken, so that each is taken once.
CREATE TABLE clerk_webhook (
  id text PRIMARY KEY,
  received_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX clerk_webhook_received_at_idx ON clerk_webhook (received_at);

GRANT SELECT, INSERT, UPDATE ON clerk_user TO counterpart_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON clerk_ended_session, clerk_webhook TO counterpart_app;

-- One person, whichever provider vouches ------------------------------------------------------------
-- Sign-ins that were ended for good, because the provider deleted the user. The person and what their
-- organisations hold stay; the row in user_identity goes, and with it the way in.
CREATE TABLE user_identity_ended (
  provider text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  ended_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (provider, subject)
);
CREATE INDEX user_identity_ended_user_id_idx ON user_identity_ended (user_id);
ALTER TABLE user_identity_ended ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_identity_ended FORCE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON user_identity_ended TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON user_identity_ended TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON user_identity_ended TO app_platform;

-- The address that a person had to give up to the one who proved it.
ALTER TABLE app_user_account ADD COLUMN former_email text;

-- Which addresses each provider's sign-ins have proved. Asked when two sign-ins meet at one address.
CREATE VIEW confirmed_address AS
  SELECT 'embedded' AS provider, id AS subject, lower(email) AS email FROM auth_user WHERE email_verified
  UNION ALL
  SELECT 'clerk', id, email FROM clerk_user WHERE email_verified AND state = 'active';
GRANT SELECT ON confirmed_address TO app_platform;
