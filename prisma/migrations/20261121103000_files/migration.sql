-- Files that people upload. Their bytes lie with the files adapter, under the row's key.

-- No foreign keys to people and organisations: when one of them goes, the row has to stay until the bytes are gone.
CREATE TABLE stored_file (
  id uuid PRIMARY KEY,
  org_id uuid,
  user_id uuid NOT NULL,
  purpose text NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  key text NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text,
  width integer,
  height integer,
  pages integer,
  refusal text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3),
  claimed_at timestamptz(3),
  deleted_at timestamptz(3),
  CONSTRAINT stored_file_purpose_check CHECK (purpose IN ('avatar', 'logo', 'chat_attachment', 'audio')),
  CONSTRAINT stored_file_state_check CHECK (state IN ('pending', 'ready', 'refused', 'deleted')),
  CONSTRAINT stored_file_size_check CHECK (size >= 0),
  CONSTRAINT stored_file_pending_check CHECK ((state = 'pending') = (expires_at IS NOT NULL)),
  CONSTRAINT stored_file_deleted_check CHECK ((state = 'deleted') = (deleted_at IS NOT NULL)),
  CONSTRAINT stored_file_ready_check CHECK (state <> 'ready' OR sha256 IS NOT NULL),
  -- An avatar belongs to a person wherever they are; everything else to an organisation.
  CONSTRAINT stored_file_org_check CHECK ((org_id IS NULL) = (purpose = 'avatar'))
);
CREATE UNIQUE INDEX stored_file_key_key ON stored_file (key);
-- What counts against a quota is read from the index alone.
CREATE INDEX stored_file_of_org ON stored_file (org_id) INCLUDE (size) WHERE org_id IS NOT NULL AND state IN ('pending', 'ready');
CREATE INDEX stored_file_of_person ON stored_file (user_id) INCLUDE (size) WHERE org_id IS NULL AND state IN ('pending', 'ready');
-- What the sweep looks for.
CREATE INDEX stored_file_unfinished ON stored_file (created_at) WHERE state <> 'ready' OR claimed_at IS NULL;

SELECT app_protect('stored_file');
CREATE POLICY own_avatar ON stored_file TO app_user USING (org_id IS NULL AND user_id = (SELECT app_user_id()))
  WITH CHECK (org_id IS NULL AND user_id = (SELECT app_user_id()));
CREATE POLICY avatar_in_org ON stored_file FOR SELECT TO app_user USING (org_id IS NULL AND state = 'ready'
  AND EXISTS (SELECT FROM membership m WHERE m.user_id = stored_file.user_id AND m.org_id = (SELECT app_org_id())));
-- Beyond the organisation's wall, what somebody brings into a conversation is their own, as the conversation is.
CREATE POLICY own ON stored_file AS RESTRICTIVE TO app_user
  USING (purpose IN ('avatar', 'logo') OR user_id = (SELECT app_user_id()))
  WITH CHECK (purpose IN ('avatar', 'logo') OR user_id = (SELECT app_user_id()));
GRANT SELECT, INSERT ON stored_file TO app_user;
GRANT UPDATE (state, key, name, content_type, size, sha256, width, height, pages, refusal, expires_at, claimed_at, deleted_at)
  ON stored_file TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON stored_file TO app_platform;

ALTER TABLE app_user_account ADD COLUMN avatar_file_id uuid REFERENCES stored_file (id) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE organization ADD COLUMN logo_file_id uuid REFERENCES stored_file (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX app_user_account_avatar_file_id_idx ON app_user_account (avatar_file_id) WHERE avatar_file_id IS NOT NULL;
CREATE INDEX organization_logo_file_id_idx ON organization (logo_file_id) WHERE logo_file_id IS NOT NULL;
GRANT UPDATE (avatar_file_id) ON app_user_account TO app_user;
GRANT UPDATE (logo_file_id) ON organization TO app_user;

-- Bytes that the organisation (or, without one, the person) has stored or announced, without the given file. Whoever
-- asks holds the organisation's lock until the end of the transaction, so that two uploads do not both take the last
-- place. A definer function, because a member does not see the others' files but shares the room with them.
CREATE FUNCTION file_bytes_used(p_org uuid, p_user uuid, p_without uuid) RETURNS bigint
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
REVOKE ALL ON FUNCTION file_bytes_used(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION file_bytes_used(uuid, uuid, uuid) TO app_user;
