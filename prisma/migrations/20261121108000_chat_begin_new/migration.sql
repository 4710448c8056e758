-- The first message of a conversation, which is the one that people wait for most, in two statements instead of eight.
CREATE OR REPLACE FUNCTION chat_begin(p_org uuid, p_user uuid, p_conversation uuid, p_question uuid, p_answer uuid, p_parent uuid,
  p_text text, p_tokens int, p_title text, p_model text, p_fingerprint text, p_lease_seconds int, p_history_tokens bigint)
RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  c conversation; m chat_message; q chat_message; v_now timestamptz := app_now(); v_stored int;
BEGIN
  -- Nobody is told of this commit before the hold's own, which waits for the disk and brings this one along.
  PERFORM chat_enter(p_org, p_user), set_config('synchronous_commit', 'off', true);
  IF p_text IS NOT NULL AND p_parent IS NULL THEN
    INSERT INTO conversation (id, org_id, user_id, title, model_id, active_leaf_id, created_at, last_message_at)
      VALUES (p_conversation, p_org, p_user, p_title, p_model, p_answer, v_now, v_now) ON CONFLICT (id) DO NOTHING;
    IF FOUND THEN
      -- Nobody else can have this conversation yet: both messages at once, and nothing to look up.
      INSERT INTO chat_message (id, org_id, conversation_id, user_id, parent_id, role, status, parts, text, tokens, model_id,
          fingerprint, created_at, finished_at, lease_expires_at)
        VALUES
          (p_question, p_org, p_conversation, p_user, NULL, 'user', 'complete',
            jsonb_build_array(jsonb_build_object('type', 'text', 'text', p_text)), p_text, p_tokens, p_model, NULL, v_now, v_now, NULL),
          (p_answer, p_org, p_conversation, p_user, p_question, 'assistant', 'streaming', '[]', '', 0, p_model,
            p_fingerprint, v_now + interval '1 microsecond', NULL, v_now + make_interval(secs => p_lease_seconds))
        ON CONFLICT (id) DO NOTHING;
      GET DIAGNOSTICS v_stored = ROW_COUNT;
      IF v_stored < 2 THEN
        -- One of the two ids is taken: the conversation goes again, and with it the message that was stored.
        DELETE FROM conversation WHERE id = p_conversation;
        RETURN jsonb_build_object('code', 'conflict');
      END IF;
      RETURN jsonb_build_object('code', 'begun', 'isNew', true, 'previousLeafId', NULL, 'history',
        jsonb_build_array(jsonb_build_object('role', 'user', 'tokens', p_tokens, 'text', p_text)));
    END IF;
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
    RETURN jsonb_build_object('code', 'conflict');
  END IF;
  UPDATE conversation SET active_leaf_id = p_answer, model_id = p_model, last_message_at = v_now WHERE id = p_conversation;
  RETURN jsonb_build_object('code', 'begun', 'isNew', false, 'previousLeafId', c.active_leaf_id,
    'history', chat_history(p_question, p_history_tokens));
END $$;

