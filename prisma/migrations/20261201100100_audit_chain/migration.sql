-- The audit log as a chain: each row carries the hash of the one before it, and the head of each chain is kept apart, so that
-- a row that is changed, taken out of the middle or cut off the end shows. One chain for each organisation, one for the platform.
ALTER TABLE audit_event
  ADD COLUMN seq bigint,
  -- For whom a superadmin acted; the actor is the superadmin then.
  ADD COLUMN acting_as uuid,
  ADD COLUMN address text,
  ADD COLUMN prev_hash bytea,
  ADD COLUMN hash bytea;

-- The organisation, or all zeros for the platform.
CREATE TABLE audit_chain (
  chain uuid PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL
);
GRANT SELECT ON audit_chain TO app_platform;

CREATE FUNCTION audit_chain_of(p_org uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(p_org, '00000000-0000-0000-0000-000000000000'::uuid)
$$;

-- The hash of a row is over all that it says, as jsonb writes it: keys in one order, numbers in one form.
CREATE FUNCTION audit_hash(e audit_event) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT sha256(coalesce(e.prev_hash, ''::bytea) || convert_to(jsonb_build_object(
    'seq', e.seq, 'id', e.id, 'at', floor(extract(epoch FROM e.at) * 1000)::bigint, 'org', e.org_id, 'actor', e.actor_id,
    'role', e.actor_role, 'as', e.acting_as, 'address', e.address, 'action', e.action, 'subject', e.subject,
    'before', e.before, 'after', e.after, 'reason', e.reason, 'request', e.request_id)::text, 'UTF8'))
$$;

-- Rows of one chain are written one after the other: whoever writes holds the head until the transaction ends.
CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO audit_chain (chain, seq, hash) VALUES (audit_chain_of(NEW.org_id), 0, ''::bytea) ON CONFLICT DO NOTHING;
  SELECT seq + 1, hash INTO NEW.seq, NEW.prev_hash FROM audit_chain WHERE chain = audit_chain_of(NEW.org_id) FOR UPDATE;
  NEW.hash := audit_hash(NEW);
  UPDATE audit_chain SET seq = NEW.seq, hash = NEW.hash WHERE chain = audit_chain_of(NEW.org_id);
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION audit_append() FROM PUBLIC;

-- The rows that were there before take their places by time.
DO $$
DECLARE e audit_event;
BEGIN
  ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only;
  FOR e IN SELECT * FROM audit_event ORDER BY at, id LOOP
    INSERT INTO audit_chain (chain, seq, hash) VALUES (audit_chain_of(e.org_id), 0, ''::bytea) ON CONFLICT DO NOTHING;
    SELECT seq + 1, hash INTO e.seq, e.prev_hash FROM audit_chain WHERE chain = audit_chain_of(e.org_id);
    e.hash := audit_hash(e);
    UPDATE audit_event SET seq = e.seq, prev_hash = e.prev_hash, hash = e.hash WHERE id = e.id;
    UPDATE audit_chain SET seq = e.seq, hash = e.hash WHERE chain = audit_chain_of(e.org_id);
  END LOOP;
  ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only;
END $$;
ALTER TABLE audit_event ALTER COLUMN seq SET NOT NULL, ALTER COLUMN prev_hash SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
CREATE UNIQUE INDEX audit_event_chain_seq_key ON audit_event (audit_chain_of(org_id), seq);
CREATE TRIGGER audit_event_append BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_append();

-- Whether a chain is whole: `broken_at` is the first number that is missing or does not fit, null where all of it does.
CREATE FUNCTION audit_verify(p_org uuid, OUT o_events bigint, OUT o_broken_at bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE e audit_event; v_seq bigint := 0; v_hash bytea := ''::bytea; head audit_chain;
BEGIN
  IF app_org_id() IS NOT NULL AND app_org_id() IS DISTINCT FROM p_org THEN PERFORM app_assert_org(p_org); END IF;
  SELECT * INTO head FROM audit_chain WHERE chain = audit_chain_of(p_org);
  o_events := coalesce(head.seq, 0);
  FOR e IN SELECT * FROM audit_event WHERE audit_chain_of(org_id) = audit_chain_of(p_org) ORDER BY seq LOOP
    IF e.seq <> v_seq + 1 OR e.prev_hash <> v_hash OR e.hash <> audit_hash(e) THEN o_broken_at := v_seq + 1; RETURN; END IF;
    v_seq := e.seq; v_hash := e.hash;
  END LOOP;
  IF v_seq <> o_events OR v_hash <> coalesce(head.hash, ''::bytea) THEN o_broken_at := v_seq + 1; END IF;
END $$;
REVOKE ALL ON FUNCTION audit_verify(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_verify(uuid) TO app_user, app_platform;
GRANT EXECUTE ON FUNCTION audit_chain_of(uuid) TO app_user, app_platform;
