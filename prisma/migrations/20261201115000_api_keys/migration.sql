-- Keys for programs. Of a secret only an HMAC is kept; its first part is the public id's, by which the one row is found.
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Who made it. What it may do is bounded by what this person is in the organisation at each call.
  user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  public_id text NOT NULL,
  name text NOT NULL,
  secret_hash text NOT NULL,
  -- The secret before, until the grace period of a rotation ends.
  previous_hash text,
  previous_until timestamptz(3),
  scopes text[] NOT NULL DEFAULT '{}',
  -- Addresses and networks that it may be used from; none is every one.
  addresses text[] NOT NULL DEFAULT '{}',
  monthly_cap_ucr bigint,
  expires_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  rotated_at timestamptz(3),
  -- Written once in a minute in which it is used; the requests of that minute are counted beside it.
  last_used_at timestamptz(3),
  requests bigint NOT NULL DEFAULT 0,
  revoked_at timestamptz(3),
  revoked_by uuid REFERENCES app_user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT api_key_public_id_check CHECK (public_id ~ '^opk_[0-9a-z]{16}$'),
  CONSTRAINT api_key_name_check CHECK (length(name) BETWEEN 1 AND 80),
  CONSTRAINT api_key_hash_check CHECK (secret_hash ~ '^[0-9a-f]{64}$' AND previous_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT api_key_previous_check CHECK ((previous_hash IS NULL) = (previous_until IS NULL)),
  CONSTRAINT api_key_addresses_check CHECK (addresses::inet[] IS NOT NULL AND cardinality(addresses) <= 50),
  CONSTRAINT api_key_monthly_cap_check CHECK (monthly_cap_ucr > 0),
  CONSTRAINT api_key_revoked_check CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL)
);
CREATE UNIQUE INDEX api_key_public_id_key ON api_key (public_id);
CREATE INDEX api_key_org_id_idx ON api_key (org_id, created_at);
CREATE INDEX api_key_user_id_idx ON api_key (user_id);
SELECT app_protect('api_key');
GRANT SELECT, INSERT, DELETE ON api_key TO app_user;
GRANT UPDATE (secret_hash, previous_hash, previous_until, rotated_at, revoked_at, revoked_by) ON api_key TO app_user;
GRANT SELECT, DELETE ON api_key TO app_platform;

-- How often a key was used in the minute at hand. Not logged: what a crash of the database loses is less than a minute's count,
-- and no request waits for the disk because of it.
CREATE UNLOGGED TABLE api_key_minute (
  key_id uuid PRIMARY KEY REFERENCES api_key (id) ON DELETE CASCADE,
  org_id uuid NOT NULL,
  minute timestamptz(3) NOT NULL,
  requests integer NOT NULL
) WITH (fillfactor = 50);
SELECT app_protect('api_key_minute');
GRANT SELECT ON api_key_minute TO app_user, app_platform;

-- A key, its maker's place in the organisation as it is now, and the request counted against the key's rate: one statement for
-- every request of a program. Nothing comes back where the maker is no member any more. The count is kept, and what is known of
-- the key told, only to whoever has the secret: p_hash is what it hashes to, and hashes of one another say nothing.
CREATE FUNCTION app_resolve_key(p_public_id text, p_hash text, p_address inet, p_per_minute int)
RETURNS TABLE (
  user_id uuid, email text, name text, locale text, is_superadmin boolean, suspended_at timestamptz, suspended_reason text,
  last_org_id uuid, org_id uuid, slug text, org_name text, org_kind org_kind, time_zone text, org_locale text, currency text,
  org_suspended_at timestamptz, org_suspended_reason text, delete_after timestamptz, role member_role, tokens_per_month bigint,
  key_id uuid, public_id text, secret_hash text, scopes text[], monthly_cap_ucr text, is_revoked boolean, is_expired boolean, is_elsewhere boolean,
  minute_used int, minute_allowed int, minute_resets_at timestamptz
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE k api_key; v_now timestamptz := app_now(); v_minute timestamptz := date_trunc('minute', v_now); v_used int := 0; v_before int := 0; v_is_new boolean;
BEGIN
  SELECT * INTO k FROM api_key WHERE api_key.public_id = p_public_id;
  IF NOT FOUND THEN RETURN; END IF;
  IF k.secret_hash <> p_hash AND k.previous_until > v_now THEN k.secret_hash := k.previous_hash; END IF;
  IF k.secret_hash = p_hash AND k.revoked_at IS NULL THEN
    SELECT m.requests, m.minute <> v_minute INTO v_before, v_is_new FROM api_key_minute m WHERE m.key_id = k.id FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO api_key_minute AS m (key_id, org_id, minute, requests) VALUES (k.id, k.org_id, v_minute, 1)
        ON CONFLICT (key_id) DO UPDATE SET requests = m.requests + 1 RETURNING m.requests INTO v_used;
      UPDATE api_key SET last_used_at = v_now WHERE id = k.id;
    ELSIF v_is_new THEN
      v_used := 1;
      UPDATE api_key_minute SET minute = v_minute, requests = 1 WHERE key_id = k.id;
      UPDATE api_key SET last_used_at = v_now, requests = requests + v_before WHERE id = k.id;
    ELSE
      -- What is refused is not counted, so that a program that keeps asking is let in again when the minute ends.
      v_used := v_before + 1;
      IF v_used <= p_per_minute THEN UPDATE api_key_minute SET requests = v_used WHERE key_id = k.id; END IF;
    END IF;
  END IF;
  RETURN QUERY SELECT u.id, u.email, u.name, u.locale, u.is_superadmin, u.suspended_at::timestamptz, u.suspended_reason, u.last_org_id,
      o.id, o.slug, o.name, o.kind, o.time_zone, o.locale, o.currency, o.suspended_at::timestamptz, o.suspended_reason,
      o.delete_after::timestamptz, m.role, m.tokens_per_month,
      k.id, k.public_id, k.secret_hash, k.scopes, k.monthly_cap_ucr::text, k.revoked_at IS NOT NULL, coalesce(k.expires_at <= v_now, false),
      cardinality(k.addresses) > 0 AND (p_address <<= ANY (k.addresses::inet[])) IS NOT TRUE,
      v_used, p_per_minute, v_minute + interval '1 minute'
    FROM membership m
    JOIN app_user_account u ON u.id = m.user_id
    JOIN organization o ON o.id = m.org_id AND o.erased_at IS NULL
    WHERE m.org_id = k.org_id AND m.user_id = k.user_id;
END $$;

-- Whether an answer that is being written may still be read by it: asked again and again while it is, so it counts nothing.
CREATE FUNCTION app_key_is_live(p_key uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM api_key k
    JOIN membership m ON m.org_id = k.org_id AND m.user_id = k.user_id
    JOIN app_user_account u ON u.id = k.user_id AND u.suspended_at IS NULL
    JOIN organization o ON o.id = k.org_id AND o.suspended_at IS NULL AND o.erased_at IS NULL
    WHERE k.id = p_key AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > app_now()))
$$;
REVOKE ALL ON FUNCTION app_resolve_key(text, text, inet, int), app_key_is_live(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_resolve_key(text, text, inet, int), app_key_is_live(uuid) TO counterpart_app;
