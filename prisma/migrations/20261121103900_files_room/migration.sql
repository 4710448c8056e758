-- Room that was reserved for an upload is free again when its link has ended, and not only when it is swept.
DROP INDEX stored_file_of_org;
DROP INDEX stored_file_of_person;
CREATE INDEX stored_file_of_org ON stored_file (org_id) INCLUDE (size, state, expires_at)
  WHERE org_id IS NOT NULL AND state IN ('pending', 'ready');
CREATE INDEX stored_file_of_person ON stored_file (user_id) INCLUDE (size, state, expires_at)
  WHERE org_id IS NULL AND state IN ('pending', 'ready');

CREATE OR REPLACE FUNCTION file_bytes_used(p_org uuid, p_user uuid, p_without uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF p_org IS NULL THEN
    IF p_user IS DISTINCT FROM app_user_id() THEN
      RAISE EXCEPTION 'person of the call differs from that of the transaction' USING ERRCODE = 'CP001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('files.person:' || p_user::text, 0));
    RETURN (SELECT coalesce(sum(f.size), 0) FROM stored_file f
      WHERE f.user_id = p_user AND f.org_id IS NULL AND f.state IN ('pending', 'ready')
        AND (f.state = 'ready' OR f.expires_at > app_now()) AND f.id IS DISTINCT FROM p_without);
  END IF;
  PERFORM app_assert_org(p_org);
  PERFORM pg_advisory_xact_lock(hashtextextended('files.org:' || p_org::text, 0));
  RETURN (SELECT coalesce(sum(f.size), 0) FROM stored_file f
    WHERE f.org_id = p_org AND f.state IN ('pending', 'ready')
      AND (f.state = 'ready' OR f.expires_at > app_now()) AND f.id IS DISTINCT FROM p_without);
END $$;
