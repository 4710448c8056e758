-- Events that services emit in their own transactions. A relay hands them to the engine of background jobs.
CREATE TABLE event_outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  org_id uuid,
  name text NOT NULL,
  version integer NOT NULL,
  data jsonb NOT NULL,
  key text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  delivered_at timestamptz(3),
  attempts integer NOT NULL DEFAULT 0,
  retry_at timestamptz(3),
  -- Given up: the engine answers, but never takes this one. Somebody may send it again from the console.
  dead_at timestamptz(3),
  last_error text
);
CREATE UNIQUE INDEX event_outbox_id_key ON event_outbox (id);
-- One key is one event; an organisation's keys are its own.
CREATE UNIQUE INDEX event_outbox_org_id_key_key ON event_outbox (org_id, key) NULLS NOT DISTINCT WHERE key IS NOT NULL;
-- What the relay looks for again and again. It stays as small as the backlog.
CREATE INDEX event_outbox_waiting_idx ON event_outbox (seq) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX event_outbox_dead_idx ON event_outbox (seq) WHERE dead_at IS NOT NULL AND delivered_at IS NULL;
CREATE INDEX event_outbox_delivered_idx ON event_outbox (delivered_at) WHERE delivered_at IS NOT NULL;

SELECT app_protect('event_outbox');
GRANT SELECT, UPDATE (delivered_at, attempts, retry_at, dead_at, last_error), DELETE ON event_outbox TO app_platform;

-- Writes one event in the caller's transaction and returns its id. With a key that the organisation has used
-- before, it writes nothing and returns the first one's. A member's transaction emits for its own organisation
-- or for none.
CREATE FUNCTION app_emit_event(p_org uuid, p_name text, p_version integer, p_data jsonb, p_key text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  v_id uuid;
BEGIN
  IF p_org IS NOT NULL THEN
    PERFORM app_assert_org(p_org);
    IF current_setting('role') = 'app_user' AND app_org_id() IS NULL THEN
      RAISE EXCEPTION 'a member without an organisation emits for none' USING ERRCODE = 'CP001';
    END IF;
  END IF;
  INSERT INTO event_outbox (org_id, name, version, data, key, created_at)
  VALUES (p_org, p_name, p_version, p_data, p_key, app_now())
  ON CONFLICT (org_id, key) WHERE key IS NOT NULL DO NOTHING
  RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    SELECT e.id INTO v_id FROM event_outbox e
    WHERE e.key = p_key AND (e.org_id = p_org OR (e.org_id IS NULL AND p_org IS NULL));
  END IF;
  RETURN v_id;
END $$;
REVOKE ALL ON FUNCTION app_emit_event(uuid, text, integer, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_emit_event(uuid, text, integer, jsonb, text) TO counterpart_app, app_user, app_platform;
