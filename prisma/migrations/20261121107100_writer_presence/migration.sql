-- Tells the answers of a process that has died within seconds, instead of by the end of their lease. A process names its connections
-- (application_name); the server drops them at the moment that it dies, and knows so.

ALTER TABLE chat_message ADD COLUMN writer text;

-- As before, and notes whose answer it is. A lease is renewed after a tenth of it: its age is how long nobody has heard of the writer.
CREATE OR REPLACE FUNCTION chat_beat(p_answers uuid[], p_lease_seconds int) RETURNS TABLE (answer_id uuid, is_stopping boolean)
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM set_config('role', 'app_platform', true);
  UPDATE chat_message m SET lease_expires_at = app_now() + make_interval(secs => p_lease_seconds), writer = current_setting('application_name')
    WHERE m.id = ANY (p_answers) AND m.status = 'streaming'
      AND (m.writer IS NULL OR m.lease_expires_at < app_now() + make_interval(secs => p_lease_seconds * 0.9));
  RETURN QUERY SELECT m.id, m.stop_requested_at IS NOT NULL FROM chat_message m
    WHERE m.id = ANY (p_answers) AND m.status = 'streaming';
END $$;

-- Ends the leases of writers that nobody has heard of for p_silent_seconds and that have no connection any more. Both, because either
-- alone happens to the living: the server was restarted, or a process was busy. While the server has just started, or where it does
-- not tell who is connected, only the lease decides. Returns how many ended.
-- A writer that lives after all finds its answer closed at its next write, and shows nothing more of it.
CREATE FUNCTION chat_end_leases(p_lease_seconds int, p_silent_seconds int) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE v_present text[]; v_ended int;
BEGIN
  SELECT array_agg(DISTINCT application_name) INTO v_present FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND application_name <> '';
  IF current_setting('application_name') = ANY (v_present) IS NOT TRUE
    OR pg_postmaster_start_time() > clock_timestamp() - make_interval(secs => p_lease_seconds) THEN RETURN 0; END IF;
  PERFORM set_config('role', 'app_platform', true);
  UPDATE chat_message SET lease_expires_at = app_now()
    WHERE status = 'streaming' AND writer <> ALL (v_present) AND lease_expires_at > app_now()
      AND lease_expires_at < app_now() + make_interval(secs => p_lease_seconds - p_silent_seconds);
  GET DIAGNOSTICS v_ended = ROW_COUNT;
  RETURN v_ended;
END $$;
REVOKE ALL ON FUNCTION chat_end_leases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chat_end_leases TO counterpart_app;

-- The holds of an answer whose writer is lost have nobody to wait for: the sweeper may close them now, from what was seen. A settlement
-- that comes all the same is a late one, as after any sweep.
CREATE FUNCTION ledger_lapse(p_org uuid, p_message uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_lapsed int;
BEGIN
  PERFORM app_assert_org(p_org);
  UPDATE usage_hold SET expires_at = greatest(created_at + interval '1 microsecond', least(expires_at, app_now()))
    WHERE org_id = p_org AND closed_at IS NULL AND id IN (SELECT id FROM ledger_open_holds(p_org) WHERE message_id = p_message);
  GET DIAGNOSTICS v_lapsed = ROW_COUNT;
  RETURN v_lapsed;
END $$;
REVOKE ALL ON FUNCTION ledger_lapse FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_lapse TO counterpart_app, app_platform;
