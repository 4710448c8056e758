-- Roles, people, organisations, and the two helpers that every later table is protected with.

-- Roles are shared by all databases of a server: another database's migration may have made them.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_user') THEN CREATE ROLE app_user NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_platform') THEN CREATE ROLE app_platform NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'counterpart_app') THEN
    -- No password yet: whoever starts the application sets one.
    CREATE ROLE counterpart_app LOGIN NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT app_user, app_platform TO counterpart_app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO counterpart_app, app_user, app_platform;
-- A function is callable by everybody unless this is said before it is made.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- The transaction's clock; the setting exists for tests that travel in time.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, clock_timestamp())
$$;

-- The organisation and person of this transaction; null where nobody set one, which matches no row.
CREATE FUNCTION app_org_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.org_id', true), '')::uuid
$$;
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.user_id', true), '')::uuid
$$;

-- For definer functions, which pass by the policies: inside a transaction of one organisation they serve no other.
CREATE FUNCTION app_assert_org(p_org uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_org IS NULL OR p_org <> coalesce(nullif(current_setting('app.org_id', true), '')::uuid, p_org) THEN
    RAISE EXCEPTION 'organisation of the call differs from that of the transaction' USING ERRCODE = 'CP001';
  END IF;
END $$;

-- Puts a table with an org_id behind row-level security. Grants are given apart, table by table.
CREATE FUNCTION app_protect(p_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format('CREATE POLICY of_org ON %s TO app_user USING (org_id = (SELECT app_org_id())) WITH CHECK (org_id = (SELECT app_org_id()))', p_table);
  EXECUTE format('CREATE POLICY of_platform ON %s TO app_platform USING (true) WITH CHECK (true)', p_table);
  EXECUTE format('CREATE POLICY of_owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
END $$;

GRANT EXECUTE ON FUNCTION app_now(), app_org_id(), app_user_id(), app_assert_org(uuid) TO counterpart_app, app_user, app_platform;

CREATE TYPE org_kind AS ENUM ('personal', 'team');
CREATE TYPE member_role AS ENUM ('owner', 'admin', 'member', 'viewer');

-- Embedded sign-in -------------------------------------------------------------------------------
CREATE TABLE auth_user (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  signup_org_name text
);
CREATE UNIQUE INDEX auth_user_email_key ON auth_user (email);

CREATE TABLE auth_session (
  id text PRIMARY KEY,
  token text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX auth_session_token_key ON auth_session (token);
CREATE INDEX auth_session_user_id_idx ON auth_session (user_id);

CREATE TABLE auth_account (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id text NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX auth_account_user_id_idx ON auth_account (user_id);

CREATE TABLE auth_verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX auth_verification_identifier_idx ON auth_verification (identifier);

GRANT SELECT, INSERT, UPDATE, DELETE ON auth_user, auth_session, auth_account, auth_verification TO counterpart_app;

-- People -------------------------------------------------------------------------------------------
CREATE TABLE app_user_account (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  locale text,
  is_superadmin boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX app_user_account_email_key ON app_user_account (email);

CREATE TABLE user_identity (
  provider text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (provider, subject)
);
CREATE INDEX user_identity_user_id_idx ON user_identity (user_id);

-- Organisations ------------------------------------------------------------------------------------
CREATE TABLE organization (
  id uuid PRIMARY KEY,
  slug text NOT NULL,
  name text NOT NULL,
  kind org_kind NOT NULL,
  time_zone text NOT NULL DEFAULT 'UTC',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX organization_slug_key ON organization (slug);

CREATE TABLE membership (
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  role member_role NOT NULL,
  tokens_per_month bigint,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_active_at timestamptz(3),
  PRIMARY KEY (org_id, user_id),
  CONSTRAINT membership_tokens_per_month_check CHECK (tokens_per_month >= 0)
);
CREATE INDEX membership_user_id_idx ON membership (user_id);

CREATE TABLE audit_event (
  id uuid PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  org_id uuid,
  actor_id uuid,
  actor_role text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  before jsonb,
  after jsonb,
  reason text,
  request_id text NOT NULL
);
CREATE INDEX audit_event_org_id_at_idx ON audit_event (org_id, at);

SELECT app_protect('membership');
SELECT app_protect('audit_event');

-- A person may list the organisations they belong to before one is chosen.
CREATE POLICY own_memberships ON membership FOR SELECT TO app_user USING (user_id = (SELECT app_user_id()));

ALTER TABLE organization ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization FORCE ROW LEVEL SECURITY;
CREATE POLICY of_org ON organization TO app_user USING (id = (SELECT app_org_id())) WITH CHECK (id = (SELECT app_org_id()));
CREATE POLICY own_organizations ON organization FOR SELECT TO app_user
  USING (EXISTS (SELECT FROM membership m WHERE m.org_id = organization.id AND m.user_id = (SELECT app_user_id())));
CREATE POLICY of_platform ON organization TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON organization TO CURRENT_USER USING (true) WITH CHECK (true);

-- People are visible to themselves and to those who share the organisation of the transaction.
ALTER TABLE app_user_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE app_user_account FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON app_user_account TO app_user USING (id = (SELECT app_user_id())) WITH CHECK (id = (SELECT app_user_id()));
CREATE POLICY of_org ON app_user_account FOR SELECT TO app_user
  USING (EXISTS (SELECT FROM membership m WHERE m.user_id = app_user_account.id AND m.org_id = (SELECT app_org_id())));
CREATE POLICY of_platform ON app_user_account TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON app_user_account TO CURRENT_USER USING (true) WITH CHECK (true);

ALTER TABLE user_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_identity FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON user_identity FOR SELECT TO app_user USING (user_id = (SELECT app_user_id()));
CREATE POLICY of_platform ON user_identity TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON user_identity TO CURRENT_USER USING (true) WITH CHECK (true);

GRANT SELECT ON membership, organization, app_user_account, user_identity TO app_user;
-- Rights are given by the console and at sign-up, never by a person to themselves: no is_superadmin here.
GRANT UPDATE (name, locale, updated_at) ON app_user_account TO app_user;
GRANT UPDATE (last_active_at) ON membership TO app_user;
GRANT UPDATE (name, time_zone, updated_at) ON organization TO app_user;
GRANT INSERT ON audit_event TO app_user;
GRANT SELECT ON audit_event TO app_user, app_platform;
GRANT INSERT ON audit_event TO app_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON membership, organization, app_user_account, user_identity TO app_platform;

CREATE FUNCTION app_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'CP002';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION app_append_only();

-- Who is asking, and what they are here: one round trip for every request of an organisation.
-- A definer function, since the answer is needed before the transaction's organisation can be set.
CREATE FUNCTION app_resolve_member(p_provider text, p_subject text, p_slug text)
RETURNS TABLE (
  user_id uuid, email text, name text, locale text, is_superadmin boolean,
  org_id uuid, slug text, org_name text, org_kind org_kind, time_zone text, role member_role, tokens_per_month bigint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.id, u.email, u.name, u.locale, u.is_superadmin, o.id, o.slug, o.name, o.kind, o.time_zone, m.role, m.tokens_per_month
  FROM user_identity i
  JOIN app_user_account u ON u.id = i.user_id
  LEFT JOIN (membership m JOIN organization o ON o.id = m.org_id AND o.slug = p_slug) ON m.user_id = u.id
  WHERE i.provider = p_provider AND i.subject = p_subject
$$;
REVOKE ALL ON FUNCTION app_resolve_member(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_resolve_member(text, text, text) TO counterpart_app;
