-- Files attached to messages, and the text that was read out of them.

-- What is in a document or a text, read once, off the way of a message: so that sending again reads no file.
CREATE TABLE file_content (
  file_id uuid PRIMARY KEY REFERENCES stored_file (id) ON DELETE CASCADE ON UPDATE CASCADE,
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  pages integer,
  text text NOT NULL,
  tokens integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE chat_attachment (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  message_id uuid NOT NULL REFERENCES chat_message (id) ON DELETE CASCADE ON UPDATE CASCADE,
  file_id uuid NOT NULL REFERENCES stored_file (id) ON DELETE CASCADE ON UPDATE CASCADE,
  position smallint NOT NULL,
  PRIMARY KEY (message_id, file_id)
);
CREATE INDEX chat_attachment_file_id_idx ON chat_attachment (file_id);

-- The same as they were when the message was sent, with the message, so that whoever reads messages reads no other
-- table; null for the many that have none. And of an answer, how many files it was written without.
ALTER TABLE chat_message ADD COLUMN attachments jsonb;
ALTER TABLE chat_message ADD COLUMN left_out_files integer NOT NULL DEFAULT 0;

SELECT app_protect('file_content');
SELECT app_protect('chat_attachment');
-- As conversations and the files themselves: each person's own, within the organisation.
CREATE POLICY own ON file_content AS RESTRICTIVE TO app_user USING (user_id = (SELECT app_user_id()))
  WITH CHECK (user_id = (SELECT app_user_id()));
CREATE POLICY own ON chat_attachment AS RESTRICTIVE TO app_user USING (user_id = (SELECT app_user_id()))
  WITH CHECK (user_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, DELETE ON file_content, chat_attachment TO app_user, app_platform;

-- Attaches files to a question in the statement that begins its answer. CP202: one of them is not there, not ready, or
-- somebody else's; raised, so that the question is not stored either.
CREATE FUNCTION chat_attach(p_begun jsonb, p_message uuid, p_attachments jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE v_files uuid[]; v_found int;
BEGIN
  IF p_begun ->> 'code' <> 'begun' THEN RETURN p_begun; END IF;
  SELECT array_agg((a ->> 'id')::uuid ORDER BY n) INTO v_files FROM jsonb_array_elements(p_attachments) WITH ORDINALITY t (a, n);
  -- In one order, so that two messages with the same files do not wait for each other; a sweep that comes waits too.
  PERFORM FROM stored_file WHERE id = ANY (v_files) ORDER BY id FOR UPDATE;
  UPDATE stored_file SET claimed_at = coalesce(claimed_at, app_now())
    WHERE id = ANY (v_files) AND state = 'ready' AND purpose IN ('chat_attachment', 'audio')
      AND org_id = app_org_id() AND user_id = app_user_id();
  GET DIAGNOSTICS v_found = ROW_COUNT;
  IF v_found <> cardinality(v_files) THEN RAISE EXCEPTION 'a file is not there' USING ERRCODE = 'CP202'; END IF;
  INSERT INTO chat_attachment (org_id, user_id, message_id, file_id, position)
    SELECT app_org_id(), app_user_id(), p_message, f, n FROM unnest(v_files) WITH ORDINALITY t (f, n);
  UPDATE chat_message SET attachments = p_attachments WHERE id = p_message;
  RETURN p_begun;
END $$;

-- A file that no message refers to any more is left to the sweep of unreferenced ones.
CREATE FUNCTION chat_attachments_gone() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  -- Locked first and looked at after: of two that go at once, the second sees that the first has gone.
  PERFORM FROM stored_file WHERE id IN (SELECT file_id FROM gone) ORDER BY id FOR UPDATE;
  UPDATE stored_file f SET claimed_at = NULL
    WHERE f.id IN (SELECT file_id FROM gone) AND NOT EXISTS (SELECT FROM chat_attachment a WHERE a.file_id = f.id);
  RETURN NULL;
END $$;
CREATE TRIGGER chat_attachments_gone AFTER DELETE ON chat_attachment REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION chat_attachments_gone();

-- What was read out of a file goes when the file does, before its bytes.
CREATE FUNCTION file_content_gone() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM file_content WHERE file_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER file_content_gone AFTER UPDATE OF state ON stored_file FOR EACH ROW
  WHEN (NEW.state = 'deleted' AND OLD.state <> 'deleted') EXECUTE FUNCTION file_content_gone();

-- The branch as before, and with it what is attached to each message.
CREATE OR REPLACE FUNCTION chat_history(p_from uuid, p_max_tokens bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH RECURSIVE up AS (
    SELECT id, parent_id, role, tokens, attachments, 1 AS n, tokens::bigint AS gathered FROM chat_message WHERE id = p_from
    UNION ALL
    SELECT m.id, m.parent_id, m.role, m.tokens, m.attachments, up.n + 1, up.gathered + m.tokens
      FROM up JOIN chat_message m ON m.id = up.parent_id WHERE up.n < 10000
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('role', up.role, 'tokens', up.tokens, 'text',
    CASE WHEN up.gathered <= p_max_tokens THEN (SELECT text FROM chat_message x WHERE x.id = up.id) ELSE '' END)
    || CASE WHEN up.attachments IS NULL THEN '{}' ELSE jsonb_build_object('attachments', up.attachments) END ORDER BY n), '[]') FROM up
$$;

REVOKE ALL ON FUNCTION chat_attach(jsonb, uuid, jsonb), chat_attachments_gone(), file_content_gone() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chat_attach(jsonb, uuid, jsonb) TO counterpart_app, app_user;
