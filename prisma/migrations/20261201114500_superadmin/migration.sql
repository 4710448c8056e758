-- What the platform's owner needs to look after people: how somebody proves who they are, and sessions of acting in a
-- member's place.

-- A superadmin looks at an organisation as one of its members, for a while and for a reason. The cookie holds the secret;
-- here is only its hash. It opens nothing but with the sign-in session that it was begun in.
CREATE TABLE acting_session (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL,
  superadmin_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  sign_in_session text NOT NULL,
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  member_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  reason text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT acting_session_span_check CHECK (expires_at > started_at AND expires_at <= started_at + interval '1 hour'),
  CONSTRAINT acting_session_person_check CHECK (superadmin_id <> member_id)
);
CREATE UNIQUE INDEX acting_session_token_hash_key ON acting_session (token_hash);
-- One at a time: a second one would leave the first open with nobody to see its banner.
CREATE UNIQUE INDEX acting_session_open_key ON acting_session (superadmin_id) WHERE ended_at IS NULL;
CREATE INDEX acting_session_org_id_idx ON acting_session (org_id);
CREATE INDEX acting_session_member_id_idx ON acting_session (member_id);
SELECT app_protect('acting_session');
GRANT SELECT, INSERT, UPDATE ON acting_session TO app_platform;

-- The member whose place a superadmin takes, while that lasts: asked before the transaction's organisation is set, like
-- app_resolve_member. Also what has run out or was ended is told, so that whoever comes back is told why.
CREATE FUNCTION app_resolve_acting(p_token_hash bytea, p_superadmin uuid, p_session text, p_slug text)
RETURNS TABLE (
  acting_id uuid, reason text, expires_at timestamptz, is_open boolean,
  user_id uuid, email text, name text, locale text,
  org_id uuid, slug text, org_name text, org_kind org_kind, time_zone text, org_locale text, currency text,
  org_suspended_at timestamptz, org_suspended_reason text, delete_after timestamptz, role member_role, tokens_per_month bigint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.id, a.reason, a.expires_at, a.ended_at IS NULL AND a.expires_at > app_now(),
    u.id, u.email, u.name, u.locale,
    o.id, o.slug, o.name, o.kind, o.time_zone, o.locale, o.currency, o.suspended_at, o.suspended_reason, o.delete_after,
    m.role, m.tokens_per_month
  FROM acting_session a
  JOIN organization o ON o.id = a.org_id AND o.slug = p_slug AND o.erased_at IS NULL
  JOIN app_user_account u ON u.id = a.member_id
  JOIN membership m ON m.org_id = a.org_id AND m.user_id = a.member_id
  WHERE a.token_hash = p_token_hash AND a.superadmin_id = p_superadmin AND a.sign_in_session = p_session
$$;
REVOKE ALL ON FUNCTION app_resolve_acting(bytea, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_resolve_acting(bytea, uuid, text, text) TO counterpart_app;

-- Each way in of a person, and whether the provider says that the address is proved. With its owner's rights, so that the
-- console needs none on the tables of the providers.
CREATE VIEW person_sign_in AS
  SELECT i.user_id, i.provider, i.subject, i.created_at,
    coalesce(CASE i.provider WHEN 'clerk' THEN c.email_verified ELSE a.email_verified END, false) AS is_verified
  FROM user_identity i
  LEFT JOIN auth_user a ON i.provider = 'embedded' AND a.id = i.subject
  LEFT JOIN clerk_user c ON i.provider = 'clerk' AND c.id = i.subject;
GRANT SELECT ON person_sign_in TO app_platform;

CREATE INDEX audit_event_subject_at_idx ON audit_event (subject, at);
CREATE INDEX audit_event_actor_id_at_idx ON audit_event (actor_id, at);
CREATE INDEX app_user_account_created_at_id_idx ON app_user_account (created_at, id);
