-- What an organisation is beside its name, and what may stand in the way of its people: suspension and a coming deletion.
ALTER TABLE organization
  ADD COLUMN locale text NOT NULL DEFAULT 'en',
  ADD COLUMN currency text NOT NULL DEFAULT 'USD',
  -- Most members; null is no limit.
  ADD COLUMN seats integer,
  ADD COLUMN suspended_at timestamptz(3),
  ADD COLUMN suspended_reason text,
  ADD COLUMN delete_after timestamptz(3),
  ADD COLUMN delete_requested_by uuid REFERENCES app_user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- Its rows are gone; what the law keeps of it names nobody.
  ADD COLUMN erased_at timestamptz(3),
  ADD CONSTRAINT organization_locale_check CHECK (locale IN ('en', 'ru')),
  ADD CONSTRAINT organization_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT organization_seats_check CHECK (seats > 0),
  ADD CONSTRAINT organization_suspended_check CHECK ((suspended_at IS NULL) = (suspended_reason IS NULL));
CREATE INDEX organization_delete_after_idx ON organization (delete_after) WHERE delete_after IS NOT NULL AND erased_at IS NULL;
GRANT UPDATE (slug, locale, currency, delete_after, delete_requested_by) ON organization TO app_user;

ALTER TABLE app_user_account
  ADD COLUMN suspended_at timestamptz(3),
  ADD COLUMN suspended_reason text,
  ADD COLUMN last_org_id uuid REFERENCES organization (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT app_user_account_suspended_check CHECK ((suspended_at IS NULL) = (suspended_reason IS NULL));
GRANT UPDATE (last_org_id) ON app_user_account TO app_user;

-- Nothing is spent by an organisation that is suspended or about to be erased: the gate refuses whoever tries, by every road.
-- The account is frozen and thawed by the database, so that nobody can forget it.
CREATE FUNCTION ledger_follow_org_state() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM ledger_configure_account(NEW.id,
    CASE WHEN NEW.suspended_at IS NULL AND NEW.delete_after IS NULL AND NEW.erased_at IS NULL THEN 'active' ELSE 'frozen' END, NULL, NULL);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ledger_follow_org_state() FROM PUBLIC;
CREATE TRIGGER ledger_org_state AFTER UPDATE OF suspended_at, delete_after, erased_at ON organization
  FOR EACH ROW WHEN (OLD.suspended_at IS DISTINCT FROM NEW.suspended_at OR OLD.delete_after IS DISTINCT FROM NEW.delete_after
    OR OLD.erased_at IS DISTINCT FROM NEW.erased_at)
  EXECUTE FUNCTION ledger_follow_org_state();

-- Who is asking, and what they are here. What it answers is read as JSON by name: see resolveScope.
DROP FUNCTION app_resolve_member(text, text, text);
CREATE FUNCTION app_resolve_member(p_provider text, p_subject text, p_slug text)
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
  LEFT JOIN (membership m JOIN organization o ON o.id = m.org_id AND o.slug = p_slug AND o.erased_at IS NULL) ON m.user_id = u.id
  WHERE i.provider = p_provider AND i.subject = p_subject
$$;
REVOKE ALL ON FUNCTION app_resolve_member(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_resolve_member(text, text, text) TO counterpart_app;
