-- An upload that nobody finished takes room until it is swept, and not only until its link ends: its bytes may be there.
CREATE OR REPLACE FUNCTION file_bytes_used(p_org uuid, p_user uuid, p_without uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF p_org IS NULL THEN
    IF p_user IS DISTINCT FROM app_user_id() THEN
      RAISE EXCEPTION 'person of the call differs from that of the transaction' USING ERRCODE = 'CP001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('files.person:' || p_user::text, 0));
    RETURN (SELECT coalesce(sum(f.size), 0) FROM stored_file f
      WHERE f.user_id = p_user AND f.org_id IS NULL AND f.state IN ('pending', 'ready') AND f.id IS DISTINCT FROM p_without);
  END IF;
  PERFORM app_assert_org(p_org);
  PERFORM pg_advisory_xact_lock(hashtextextended('files.org:' || p_org::text, 0));
  RETURN (SELECT coalesce(sum(f.size), 0) FROM stored_file f
    WHERE f.org_id = p_org AND f.state IN ('pending', 'ready') AND f.id IS DISTINCT FROM p_without);
END $$;
DROP INDEX stored_file_of_org;
DROP INDEX stored_file_of_person;
CREATE INDEX stored_file_of_org ON stored_file (org_id) INCLUDE (size)
  WHERE org_id IS NOT NULL AND state IN ('pending', 'ready');
CREATE INDEX stored_file_of_person ON stored_file (user_id) INCLUDE (size)
  WHERE org_id IS NULL AND state IN ('pending', 'ready');
-- What the sweep looks for every few minutes.
CREATE INDEX stored_file_expired ON stored_file (expires_at) WHERE state = 'pending';
