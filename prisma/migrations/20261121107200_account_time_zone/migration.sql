-- An organisation's days and months are counted in its account's time zone. Whoever changes the organisation's changes the account's:
-- by the database, so that nobody can forget it.
CREATE FUNCTION ledger_follow_time_zone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM ledger_configure_account(NEW.id, NULL, NULL, NEW.time_zone);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ledger_follow_time_zone() FROM PUBLIC;
CREATE TRIGGER ledger_time_zone AFTER UPDATE OF time_zone ON organization
  FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION ledger_follow_time_zone();

-- Those that were forgotten so far.
UPDATE credit_account a SET time_zone = o.time_zone FROM organization o WHERE o.id = a.org_id AND a.time_zone <> o.time_zone;
