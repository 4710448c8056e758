-- What the pages of the audit log are read by.
CREATE INDEX audit_event_at_idx ON audit_event (at DESC, id DESC);

-- Who acted, or was acted for, in the log of an organisation: also those who have left it, and superadmins, whom its people
-- cannot see otherwise. Their names and addresses, and nothing else.
CREATE FUNCTION audit_people(p_org uuid) RETURNS TABLE (id uuid, name text, email text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  RETURN QUERY SELECT u.id, u.name, u.email FROM app_user_account u WHERE u.id IN (
    SELECT actor_id FROM audit_event WHERE org_id = p_org UNION SELECT acting_as FROM audit_event WHERE org_id = p_org);
END $$;
REVOKE ALL ON FUNCTION audit_people(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_people(uuid) TO app_user, app_platform;
