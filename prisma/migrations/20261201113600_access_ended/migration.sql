-- Whoever writes answers is told within moments that the person they are written for may not have them any more: their answers end
-- then, with what had been delivered. As before otherwise, also for a process that still asks with two arguments.
DROP FUNCTION chat_beat(uuid[], int);
-- p_writers: the roles that may have answers written; null asks for none.
CREATE FUNCTION chat_beat(p_answers uuid[], p_lease_seconds int, p_writers text[] DEFAULT NULL)
RETURNS TABLE (answer_id uuid, is_stopping boolean, access_ended text)
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM set_config('role', 'app_platform', true);
  UPDATE chat_message m SET lease_expires_at = app_now() + make_interval(secs => p_lease_seconds), writer = current_setting('application_name')
    WHERE m.id = ANY (p_answers) AND m.status = 'streaming'
      AND (m.writer IS NULL OR m.lease_expires_at < app_now() + make_interval(secs => p_lease_seconds * 0.9));
  RETURN QUERY SELECT m.id, m.stop_requested_at IS NOT NULL, CASE
      WHEN u.suspended_at IS NOT NULL THEN 'suspended'
      WHEN s.role IS NULL THEN 'removed'
      WHEN s.role::text <> ALL (p_writers) THEN 'role'
      WHEN o.suspended_at IS NOT NULL THEN 'org_suspended'
      WHEN o.delete_after IS NOT NULL OR o.erased_at IS NOT NULL THEN 'org_deleted' END
    FROM chat_message m
    LEFT JOIN membership s ON s.org_id = m.org_id AND s.user_id = m.user_id
    LEFT JOIN app_user_account u ON u.id = m.user_id
    LEFT JOIN organization o ON o.id = m.org_id
    WHERE m.id = ANY (p_answers) AND m.status = 'streaming';
END $$;
REVOKE ALL ON FUNCTION chat_beat(uuid[], int, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chat_beat(uuid[], int, text[]) TO counterpart_app;
