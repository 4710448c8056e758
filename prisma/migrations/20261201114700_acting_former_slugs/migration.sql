-- A superadmin in a member's place finds the organisation by its former addresses as well, as its members do.
CREATE OR REPLACE FUNCTION app_resolve_acting(p_token_hash bytea, p_superadmin uuid, p_session text, p_slug text)
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
  JOIN organization o ON o.id = a.org_id AND o.erased_at IS NULL
    AND o.id = coalesce((SELECT x.id FROM organization x WHERE x.slug = p_slug), (SELECT f.org_id FROM former_slug f WHERE f.slug = p_slug))
  JOIN app_user_account u ON u.id = a.member_id
  JOIN membership m ON m.org_id = a.org_id AND m.user_id = a.member_id
  WHERE a.token_hash = p_token_hash AND a.superadmin_id = p_superadmin AND a.sign_in_session = p_session
$$;
