-- Names of conversations are asked for by an event with the answer; nobody looks for them any more.
DROP INDEX conversation_untitled;
ALTER TABLE conversation DROP COLUMN title_claimed_until;
-- Those that wait for a name at this moment.
SELECT app_emit_event(c.org_id, 'chat/title.wanted', 1, jsonb_build_object('answerId', a.id), 'title:' || a.id)
FROM conversation c
CROSS JOIN LATERAL (
  SELECT m.id FROM chat_message m
  WHERE m.conversation_id = c.id AND m.role = 'assistant' AND m.status <> 'streaming' AND m.text <> ''
  ORDER BY m.created_at LIMIT 1
) a
WHERE c.title_state = 'pending';
