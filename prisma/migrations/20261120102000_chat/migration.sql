-- Conversations, their tree of messages, and the journal of answers that are being written.

CREATE TABLE conversation (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  title text NOT NULL,
  title_state text NOT NULL DEFAULT 'pending',
  title_attempts smallint NOT NULL DEFAULT 0,
  title_claimed_until timestamptz(6),
  pinned_at timestamptz(6),
  model_id text NOT NULL,
  active_leaf_id uuid,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_message_at timestamptz(3) NOT NULL,
  CONSTRAINT conversation_title_state_check CHECK (title_state IN ('pending', 'made', 'named'))
);
CREATE INDEX conversation_org_id_user_id_last_message_at_id_idx ON conversation (org_id, user_id, last_message_at DESC, id);
CREATE INDEX conversation_untitled ON conversation (last_message_at) WHERE title_state = 'pending';

CREATE TABLE chat_message (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversation (id) ON DELETE CASCADE ON UPDATE CASCADE,
  user_id uuid NOT NULL,
  parent_id uuid,
  role text NOT NULL,
  status text NOT NULL,
  parts jsonb NOT NULL,
  text text NOT NULL,
  tokens integer NOT NULL DEFAULT 0,
  model_id text NOT NULL,
  fingerprint text,
  finish_reason text,
  error_code text,
  error_details jsonb,
  dropped_messages integer NOT NULL DEFAULT 0,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at timestamptz(6),
  lease_expires_at timestamptz(6),
  stop_requested_at timestamptz(6),
  CONSTRAINT chat_message_role_check CHECK (role IN ('user', 'assistant')),
  CONSTRAINT chat_message_status_check CHECK (status IN ('streaming', 'complete', 'stopped', 'failed', 'interrupted')),
  CONSTRAINT chat_message_streaming_check CHECK ((status = 'streaming') = (finished_at IS NULL)
    AND (status <> 'streaming' OR (role = 'assistant' AND lease_expires_at IS NOT NULL)))
);
CREATE INDEX chat_message_conversation_id_created_at_idx ON chat_message (conversation_id, created_at);
-- A conversation has one writer at a time.
CREATE UNIQUE INDEX chat_message_streaming ON chat_message (conversation_id) WHERE status = 'streaming';

CREATE TABLE message_chunk (
  org_id uuid NOT NULL,
  message_id uuid NOT NULL REFERENCES chat_message (id) ON DELETE CASCADE ON UPDATE CASCADE,
  seq integer NOT NULL,
  payload text NOT NULL,
  PRIMARY KEY (message_id, seq)
);

-- Search ------------------------------------------------------------------------------------------------
-- Small letters of any script, whatever the database's own locale knows of them; the best that this server has.
DO $$
DECLARE v_collation text;
BEGIN
  SELECT format('%I.%I', n.nspname, c.collname) INTO v_collation FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
    WHERE c.collname IN ('pg_c_utf8', 'und-x-icu') AND c.collencoding IN (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))
    ORDER BY c.collname LIMIT 1;
  EXECUTE format('CREATE FUNCTION chat_fold(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
    format('SELECT lower(p_text COLLATE %s)', coalesce(v_collation, 'pg_catalog."default"')));
END $$;

-- Walls ------------------------------------------------------------------------------------------------
SELECT app_protect('conversation');
SELECT app_protect('chat_message');
SELECT app_protect('message_chunk');

-- Beyond the organisation's wall, each person's own: colleagues do not see each other's conversations.
CREATE POLICY own ON conversation AS RESTRICTIVE TO app_user USING (user_id = (SELECT app_user_id()))
  WITH CHECK (user_id = (SELECT app_user_id()));
CREATE POLICY own ON chat_message AS RESTRICTIVE TO app_user USING (user_id = (SELECT app_user_id()))
  WITH CHECK (user_id = (SELECT app_user_id()));
CREATE POLICY own ON message_chunk AS RESTRICTIVE TO app_user
  USING (EXISTS (SELECT FROM chat_message m WHERE m.id = message_chunk.message_id))
  WITH CHECK (EXISTS (SELECT FROM chat_message m WHERE m.id = message_chunk.message_id));

GRANT SELECT, INSERT, UPDATE, DELETE ON conversation, chat_message, message_chunk TO app_user, app_platform;

-- Writing an answer ------------------------------------------------------------------------------------
-- Every function below is one statement for the caller, which leaves the login role's place and goes behind
-- both walls for the rest of its transaction. None is a definer.

CREATE FUNCTION chat_enter(p_org uuid, p_user uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  PERFORM set_config('app.org_id', p_org::text, true), set_config('app.user_id', p_user::text, true),
    set_config('role', 'app_user', true);
END $$;

-- The branch from p_from up to the root, newest first: all roles and tokens, texts only until p_max_tokens are gathered.
CREATE FUNCTION chat_history(p_from uuid, p_max_tokens bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH RECURSIVE up AS (
    SELECT id, parent_id, role, tokens, 1 AS n, tokens::bigint AS gathered FROM chat_message WHERE id = p_from
    UNION ALL
    SELECT m.id, m.parent_id, m.role, m.tokens, up.n + 1, up.gathered + m.tokens
      FROM up JOIN chat_message m ON m.id = up.parent_id WHERE up.n < 10000
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('role', up.role, 'tokens', up.tokens, 'text',
    CASE WHEN up.gathered <= p_max_tokens THEN (SELECT text FROM chat_message x WHERE x.id = up.id) ELSE '' END) ORDER BY n), '[]') FROM up
$$;

-- Stores a question and the empty answer to it, and tells what the model has to know. The same request
-- again is a replay and changes nothing. p_text is null where the question is there already.
CREATE FUNCTION chat_begin(p_org uuid, p_user uuid, p_conversation uuid, p_question uuid, p_answer uuid, p_parent uuid,
  p_text text, p_tokens int, p_title text, p_model text, p_fingerprint text, p_lease_seconds int, p_history_tokens bigint)
RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  c conversation; m chat_message; q chat_message; v_now timestamptz := app_now(); v_created boolean := false;
BEGIN
  -- Nobody is told of this commit before the hold's own, which waits for the disk and brings this one along.
  PERFORM chat_enter(p_org, p_user), set_config('synchronous_commit', 'off', true);
  IF p_text IS NOT NULL AND p_parent IS NULL THEN
    INSERT INTO conversation (id, org_id, user_id, title, model_id, created_at, last_message_at)
      VALUES (p_conversation, p_org, p_user, p_title, p_model, v_now, v_now) ON CONFLICT (id) DO NOTHING;
    v_created := FOUND;
  END IF;
  SELECT * INTO c FROM conversation WHERE id = p_conversation FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('code', 'not_found', 'what', 'conversation'); END IF;

  SELECT * INTO m FROM chat_message WHERE id = p_answer;
  IF FOUND THEN
    RETURN jsonb_build_object('code', CASE WHEN m.conversation_id = p_conversation AND m.fingerprint = p_fingerprint
      THEN 'replay' ELSE 'conflict' END, 'status', m.status);
  END IF;
  SELECT * INTO m FROM chat_message WHERE conversation_id = p_conversation AND status = 'streaming';
  IF FOUND THEN
    RETURN jsonb_build_object('code', CASE WHEN m.lease_expires_at > v_now THEN 'in_progress' ELSE 'lost' END, 'answerId', m.id);
  END IF;

  IF p_text IS NULL THEN
    SELECT * INTO q FROM chat_message WHERE id = p_question AND conversation_id = p_conversation AND role = 'user';
    IF NOT FOUND THEN RETURN jsonb_build_object('code', 'not_found', 'what', 'message'); END IF;
  ELSE
    PERFORM FROM chat_message WHERE id = p_parent AND conversation_id = p_conversation AND role = 'assistant';
    IF p_parent IS NOT NULL AND NOT FOUND THEN RETURN jsonb_build_object('code', 'not_found', 'what', 'message'); END IF;
    INSERT INTO chat_message (id, org_id, conversation_id, user_id, parent_id, role, status, parts, text, tokens, model_id,
        created_at, finished_at)
      VALUES (p_question, p_org, p_conversation, p_user, p_parent, 'user', 'complete',
        jsonb_build_array(jsonb_build_object('type', 'text', 'text', p_text)), p_text, p_tokens, p_model, v_now, v_now)
      ON CONFLICT (id) DO NOTHING;
    IF NOT FOUND THEN
      IF v_created THEN DELETE FROM conversation WHERE id = p_conversation; END IF;
      RETURN jsonb_build_object('code', 'conflict');
    END IF;
  END IF;
  INSERT INTO chat_message (id, org_id, conversation_id, user_id, parent_id, role, status, parts, text, model_id, fingerprint,
      created_at, lease_expires_at)
    VALUES (p_answer, p_org, p_conversation, p_user, p_question, 'assistant', 'streaming', '[]', '', p_model, p_fingerprint,
      v_now + interval '1 microsecond', v_now + make_interval(secs => p_lease_seconds))
    ON CONFLICT (id) DO NOTHING;
  IF NOT FOUND THEN
    IF p_text IS NOT NULL THEN DELETE FROM chat_message WHERE id = p_question; END IF;
    IF v_created THEN DELETE FROM conversation WHERE id = p_conversation; END IF;
    RETURN jsonb_build_object('code', 'conflict');
  END IF;
  UPDATE conversation SET active_leaf_id = p_answer, model_id = p_model, last_message_at = v_now WHERE id = p_conversation;
  RETURN jsonb_build_object('code', 'begun', 'isNew', v_created, 'previousLeafId', c.active_leaf_id,
    'history', chat_history(p_question, p_history_tokens));
END $$;

-- Takes back what chat_begin stored, where the answer was refused before anything was sent.
CREATE FUNCTION chat_withdraw(p_org uuid, p_user uuid, p_conversation uuid, p_question uuid, p_answer uuid, p_leaf uuid)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM chat_enter(p_org, p_user);
  PERFORM FROM conversation WHERE id = p_conversation FOR UPDATE;
  DELETE FROM chat_message WHERE id = p_answer AND conversation_id = p_conversation AND status = 'streaming';
  IF NOT FOUND THEN RETURN; END IF;
  -- Null where the question was there before.
  DELETE FROM chat_message WHERE id = p_question AND conversation_id = p_conversation;
  DELETE FROM conversation WHERE id = p_conversation
    AND NOT EXISTS (SELECT FROM chat_message m WHERE m.conversation_id = p_conversation);
  UPDATE conversation SET active_leaf_id = p_leaf,
      last_message_at = (SELECT max(m.created_at) FROM chat_message m WHERE m.conversation_id = p_conversation)
    WHERE id = p_conversation;
END $$;

-- Journals events of an answer. CP201: it was given up for lost or removed, so nothing more may be delivered; raised
-- rather than returned, so that whatever is done in the same statement is undone.
CREATE FUNCTION chat_append(p_org uuid, p_user uuid, p_answer uuid, p_seq int, p_payload text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE v_stop timestamptz;
BEGIN
  PERFORM chat_enter(p_org, p_user);
  SELECT stop_requested_at INTO v_stop FROM chat_message WHERE id = p_answer AND status = 'streaming' FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'the answer is gone' USING ERRCODE = 'CP201'; END IF;
  INSERT INTO message_chunk (org_id, message_id, seq, payload) VALUES (p_org, p_answer, p_seq, p_payload);
  RETURN CASE WHEN v_stop IS NULL THEN 'ok' ELSE 'stop' END;
END $$;

-- The last events of an answer together with what it came to.
CREATE FUNCTION chat_finish(p_org uuid, p_user uuid, p_answer uuid, p_seq int, p_payload text, p_status text, p_parts jsonb,
  p_text text, p_tokens int, p_finish_reason text, p_error_code text, p_error_details jsonb, p_dropped int) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE v_now timestamptz := app_now(); v_conversation uuid; v_title_state text;
BEGIN
  PERFORM chat_enter(p_org, p_user);
  -- Conversation first, as everywhere: a removal that comes at the same moment waits instead of locking crosswise.
  PERFORM FROM conversation WHERE id = (SELECT conversation_id FROM chat_message WHERE id = p_answer) FOR UPDATE;
  UPDATE chat_message SET status = p_status, parts = p_parts, text = p_text, tokens = p_tokens, finish_reason = p_finish_reason,
      error_code = p_error_code, error_details = p_error_details, dropped_messages = p_dropped, finished_at = v_now
    WHERE id = p_answer AND status = 'streaming' RETURNING conversation_id INTO v_conversation;
  IF NOT FOUND THEN RAISE EXCEPTION 'the answer is gone' USING ERRCODE = 'CP201'; END IF;
  INSERT INTO message_chunk (org_id, message_id, seq, payload) VALUES (p_org, p_answer, p_seq, p_payload);
  UPDATE conversation SET last_message_at = v_now WHERE id = v_conversation RETURNING title_state INTO v_title_state;
  RETURN CASE WHEN v_title_state = 'pending' THEN 'untitled' ELSE 'ok' END;
END $$;

-- What a reader needs of an answer that another process writes: where it stands, and the journal after an event.
CREATE FUNCTION chat_read(p_org uuid, p_user uuid, p_answer uuid, p_after int)
RETURNS TABLE (status text, is_lost boolean, seq int, payload text) LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM chat_enter(p_org, p_user);
  RETURN QUERY SELECT m.status, m.status = 'streaming' AND m.lease_expires_at <= app_now(), c.seq, c.payload
    FROM chat_message m LEFT JOIN message_chunk c ON c.message_id = m.id AND c.seq >= coalesce(
      (SELECT max(x.seq) FROM message_chunk x WHERE x.message_id = m.id AND x.seq <= p_after + 1), 0)
    WHERE m.id = p_answer AND m.role = 'assistant' ORDER BY c.seq;
END $$;

-- One statement for all answers that a process writes: extends leases that are half over, and tells which
-- must stop and (by leaving them out) which are no longer its own.
CREATE FUNCTION chat_beat(p_answers uuid[], p_lease_seconds int) RETURNS TABLE (answer_id uuid, is_stopping boolean)
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM set_config('role', 'app_platform', true);
  UPDATE chat_message m SET lease_expires_at = app_now() + make_interval(secs => p_lease_seconds)
    WHERE m.id = ANY (p_answers) AND m.status = 'streaming'
      AND m.lease_expires_at < app_now() + make_interval(secs => p_lease_seconds / 2.0);
  RETURN QUERY SELECT m.id, m.stop_requested_at IS NOT NULL FROM chat_message m
    WHERE m.id = ANY (p_answers) AND m.status = 'streaming';
END $$;

REVOKE ALL ON FUNCTION chat_enter(uuid, uuid), chat_history(uuid, bigint), chat_fold(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chat_enter(uuid, uuid) TO counterpart_app;
GRANT EXECUTE ON FUNCTION chat_history(uuid, bigint), chat_fold(text) TO app_user;
GRANT EXECUTE ON FUNCTION
  chat_begin(uuid, uuid, uuid, uuid, uuid, uuid, text, int, text, text, text, int, bigint),
  chat_withdraw(uuid, uuid, uuid, uuid, uuid, uuid),
  chat_append(uuid, uuid, uuid, int, text),
  chat_finish(uuid, uuid, uuid, int, text, text, jsonb, text, int, text, text, jsonb, int),
  chat_read(uuid, uuid, uuid, int),
  chat_beat(uuid[], int)
TO counterpart_app;
