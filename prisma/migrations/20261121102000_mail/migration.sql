-- Every mail there is: what it says, to whom, and what became of it. Written by mail_enqueue alone.
CREATE TABLE mail_message (
  id uuid PRIMARY KEY,
  org_id uuid REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  user_id uuid REFERENCES app_user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- One key is one mail, whoever asks for it how often.
  key text NOT NULL,
  template text NOT NULL,
  locale text NOT NULL,
  to_address text NOT NULL,
  subject text NOT NULL,
  props jsonb NOT NULL,
  -- The part of the props that opens a door (links with tokens). Forgotten once a provider has taken the mail.
  secrets jsonb,
  state text NOT NULL DEFAULT 'queued',
  attempts integer NOT NULL DEFAULT 0,
  error text,
  -- The adapter that took it, and its own id of the mail.
  provider text,
  provider_id text,
  -- Mails that were handed over in one call must be handed over together again.
  batch_key text,
  -- An attempt of which nobody knows whether it succeeded: the provider remembers keys for a day only.
  unknown_since timestamptz(3),
  next_attempt_at timestamptz(3) NOT NULL,
  lease_until timestamptz(3),
  -- After this the mail is of no use to anybody: its link has expired.
  use_before timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  ended_at timestamptz(3),
  CONSTRAINT mail_message_state_check CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed')),
  CONSTRAINT mail_message_locale_check CHECK (locale IN ('en', 'ru'))
);
CREATE UNIQUE INDEX mail_message_key_key ON mail_message (key);
CREATE INDEX mail_message_created_at_idx ON mail_message (created_at DESC, id DESC);
CREATE INDEX mail_message_to_address_idx ON mail_message (to_address);
CREATE INDEX mail_message_provider_id_idx ON mail_message (provider_id) WHERE provider_id IS NOT NULL;
-- What the sweep looks for; it stays as small as the backlog.
CREATE INDEX mail_message_waiting_idx ON mail_message (next_attempt_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mail_message_org_id_idx ON mail_message (org_id);
CREATE INDEX mail_message_user_id_idx ON mail_message (user_id);
CREATE INDEX mail_message_batch_key_idx ON mail_message (batch_key) WHERE batch_key IS NOT NULL;

-- What the provider reported, each report once, also those that come before we know the mail's id there.
CREATE TABLE mail_delivery (
  event_id text PRIMARY KEY,
  provider text NOT NULL,
  provider_id text NOT NULL,
  kind text NOT NULL,
  is_hard boolean NOT NULL DEFAULT false,
  address text,
  reason text,
  happened_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  CONSTRAINT mail_delivery_kind_check CHECK (kind IN ('delivered', 'delayed', 'bounced', 'complained', 'failed'))
);
CREATE INDEX mail_delivery_provider_id_idx ON mail_delivery (provider_id);

-- Addresses that are not written to again until somebody clears them.
CREATE TABLE mail_suppression (
  address text PRIMARY KEY,
  reason text NOT NULL,
  detail text,
  message_id uuid,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT mail_suppression_reason_check CHECK (reason IN ('bounced', 'complained'))
);

SELECT app_protect('mail_message');
-- Members read no mails, their organisation's neither: links in them are for one person.
GRANT SELECT, UPDATE, DELETE ON mail_message TO app_platform;

ALTER TABLE mail_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON mail_delivery TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON mail_delivery TO CURRENT_USER USING (true) WITH CHECK (true);
ALTER TABLE mail_suppression ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_suppression FORCE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON mail_suppression TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON mail_suppression TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON mail_delivery, mail_suppression TO app_platform;

-- Queues one mail in the caller's transaction. Returns its id, and whether it is new: the same key is the same
-- mail. Members' transactions queue too (an invitation, an invoice), but read none: hence the owner's rights.
CREATE FUNCTION mail_enqueue(
  p_org uuid, p_user uuid, p_id uuid, p_key text, p_template text, p_locale text, p_to text, p_subject text,
  p_props jsonb, p_secrets jsonb, p_use_before timestamptz
) RETURNS TABLE (id uuid, is_new boolean) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  v_id uuid;
BEGIN
  IF p_org IS NOT NULL THEN PERFORM app_assert_org(p_org); END IF;
  INSERT INTO mail_message (id, org_id, user_id, key, template, locale, to_address, subject, props, secrets, use_before, created_at, next_attempt_at)
  VALUES (p_id, p_org, p_user, p_key, p_template, p_locale, p_to, p_subject, p_props, p_secrets, p_use_before, app_now(), app_now())
  ON CONFLICT (key) DO NOTHING
  RETURNING mail_message.id INTO v_id;
  IF v_id IS NOT NULL THEN RETURN QUERY SELECT v_id, true; RETURN; END IF;
  RETURN QUERY SELECT m.id, false FROM mail_message m WHERE m.key = p_key;
END $$;
REVOKE ALL ON FUNCTION mail_enqueue(uuid, uuid, uuid, text, text, text, text, text, jsonb, jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_enqueue(uuid, uuid, uuid, text, text, text, text, text, jsonb, jsonb, timestamptz)
  TO counterpart_app, app_user, app_platform;
