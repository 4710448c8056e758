-- Mails are deleted after half a year, their keys are not: the same key is the same mail for ever. Of a key only its
-- hash is kept, since it may name what the mail was about.
CREATE TABLE mail_spent_key (
  key_hash bytea PRIMARY KEY,
  message_id uuid NOT NULL
);
ALTER TABLE mail_spent_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_spent_key FORCE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON mail_spent_key TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON mail_spent_key TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON mail_spent_key TO app_platform;

-- Queues one mail in the caller's transaction. Returns its id, and whether it is new.
CREATE OR REPLACE FUNCTION mail_enqueue(
  p_org uuid, p_user uuid, p_id uuid, p_key text, p_template text, p_locale text, p_to text, p_subject text,
  p_props jsonb, p_secrets jsonb, p_use_before timestamptz
) RETURNS TABLE (id uuid, is_new boolean) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  v_id uuid;
  v_spent uuid;
BEGIN
  IF p_org IS NOT NULL THEN PERFORM app_assert_org(p_org); END IF;
  INSERT INTO mail_message (id, org_id, user_id, key, template, locale, to_address, subject, props, secrets, use_before, created_at, next_attempt_at)
  VALUES (p_id, p_org, p_user, p_key, p_template, p_locale, p_to, p_subject, p_props, p_secrets, p_use_before, app_now(), app_now())
  ON CONFLICT (key) DO NOTHING
  RETURNING mail_message.id INTO v_id;
  IF v_id IS NULL THEN RETURN QUERY SELECT m.id, false FROM mail_message m WHERE m.key = p_key; RETURN; END IF;
  -- Asked after the insert, which waits for whoever deletes a mail of that key just now.
  SELECT s.message_id INTO v_spent FROM mail_spent_key s WHERE s.key_hash = sha256(convert_to(p_key, 'UTF8'));
  IF v_spent IS NOT NULL THEN
    DELETE FROM mail_message m WHERE m.id = v_id;
    RETURN QUERY SELECT v_spent, false;
    RETURN;
  END IF;
  RETURN QUERY SELECT v_id, true;
END $$;
