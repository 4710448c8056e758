-- Addresses that organisations had before. They lead to where the organisation is now, and nobody else gets them.
CREATE TABLE former_slug (
  slug text PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  retired_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX former_slug_org_id_idx ON former_slug (org_id);
SELECT app_protect('former_slug');
GRANT SELECT, INSERT, DELETE ON former_slug TO app_user, app_platform;

ALTER TABLE organization ADD CONSTRAINT organization_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60);

-- A new address: taken ones are refused, whoever has or had them; one's own former ones may be taken back. Definer, because
-- whether another organisation has an address cannot be seen from inside one.
CREATE FUNCTION org_change_slug(p_org uuid, p_slug text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_before text;
BEGIN
  PERFORM app_assert_org(p_org);
  PERFORM pg_advisory_xact_lock(hashtext('org-slug'), hashtext(p_slug));
  IF EXISTS (SELECT FROM organization WHERE slug = p_slug AND id <> p_org)
    OR EXISTS (SELECT FROM former_slug WHERE slug = p_slug AND org_id <> p_org) THEN RETURN false; END IF;
  SELECT slug INTO v_before FROM organization WHERE id = p_org FOR UPDATE;
  IF v_before = p_slug THEN RETURN true; END IF;
  DELETE FROM former_slug WHERE slug = p_slug;
  INSERT INTO former_slug (slug, org_id, retired_at) VALUES (v_before, p_org, app_now());
  UPDATE organization SET slug = p_slug, updated_at = app_now() WHERE id = p_org;
  RETURN true;
EXCEPTION WHEN unique_violation THEN RETURN false;
END $$;
REVOKE ALL ON FUNCTION org_change_slug(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION org_change_slug(uuid, text) TO app_user, app_platform;
REVOKE UPDATE (slug) ON organization FROM app_user;

-- Whether nobody has or had it: for an organisation that is being made.
CREATE FUNCTION org_slug_is_free(p_slug text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT NOT EXISTS (SELECT FROM organization WHERE slug = p_slug) AND NOT EXISTS (SELECT FROM former_slug WHERE slug = p_slug)
$$;
REVOKE ALL ON FUNCTION org_slug_is_free(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION org_slug_is_free(text) TO app_user, app_platform;

-- Whoever comes by a former address is let in as by the one there is now; pages then lead on to it.
CREATE OR REPLACE FUNCTION app_resolve_member(p_provider text, p_subject text, p_slug text)
RETURNS TABLE (
  user_id uuid, email text, name text, locale text, is_superadmin boolean, suspended_at timestamptz, suspended_reason text,
  last_org_id uuid, org_id uuid, slug text, org_name text, org_kind org_kind, time_zone text, org_locale text, currency text,
  org_suspended_at timestamptz, org_suspended_reason text, delete_after timestamptz, role member_role, tokens_per_month bigint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.id, u.email, u.name, u.locale, u.is_superadmin, u.suspended_at, u.suspended_reason, u.last_org_id,
    o.id, o.slug, o.name, o.kind, o.time_zone, o.locale, o.currency, o.suspended_at, o.suspended_reason, o.delete_after,
    m.role, m.tokens_per_month
  FROM user_identity i
  JOIN app_user_account u ON u.id = i.user_id
  LEFT JOIN (membership m JOIN organization o ON o.id = m.org_id
      AND o.id = coalesce((SELECT x.id FROM organization x WHERE x.slug = p_slug), (SELECT f.org_id FROM former_slug f WHERE f.slug = p_slug))
      AND o.erased_at IS NULL) ON m.user_id = u.id
  WHERE i.provider = p_provider AND i.subject = p_subject
$$;
