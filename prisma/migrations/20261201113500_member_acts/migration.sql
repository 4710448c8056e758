-- Members are changed and removed by members, and an organisation is handed over. Who may do what to whom is decided in one
-- place, in the application; that an organisation has an owner is held here as well.
GRANT UPDATE (role, tokens_per_month), DELETE ON membership TO app_user;

-- Looked at when the transaction ends, with the organisation locked: of two owners who demote each other at the same moment the
-- second one's transaction sees what the first has done, and fails. An organisation that is erased needs nobody.
CREATE FUNCTION membership_keeps_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM organization WHERE id = OLD.org_id AND erased_at IS NULL FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (SELECT FROM membership WHERE org_id = OLD.org_id AND role = 'owner') THEN
    RAISE EXCEPTION 'the organisation would have no owner' USING ERRCODE = 'CP301';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION membership_keeps_owner() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER membership_keeps_owner AFTER UPDATE OF role OR DELETE ON membership DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION membership_keeps_owner();

-- An owner's offer to another member, which does nothing before it is accepted, and nothing after it has expired.
CREATE TABLE ownership_transfer (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE ON UPDATE CASCADE,
  from_user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  to_user_id uuid NOT NULL REFERENCES app_user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  -- void: it expired, or one of the two is no longer what they were.
  outcome text,
  CONSTRAINT ownership_transfer_outcome_check CHECK (outcome IN ('accepted', 'declined', 'withdrawn', 'void')),
  CONSTRAINT ownership_transfer_ended_check CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX ownership_transfer_open ON ownership_transfer (org_id) WHERE ended_at IS NULL;
CREATE INDEX ownership_transfer_from_user_id_idx ON ownership_transfer (from_user_id);
CREATE INDEX ownership_transfer_to_user_id_idx ON ownership_transfer (to_user_id);
SELECT app_protect('ownership_transfer');
GRANT SELECT, INSERT, UPDATE ON ownership_transfer TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ownership_transfer TO app_platform;

-- When a member was there last, to within p_every_seconds: most calls change nothing. One statement for the caller, which leaves
-- the login role's place and goes behind the wall; no definer.
CREATE FUNCTION app_note_active(p_org uuid, p_user uuid, p_every_seconds int) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM set_config('app.org_id', p_org::text, true), set_config('app.user_id', p_user::text, true),
    set_config('role', 'app_user', true), set_config('synchronous_commit', 'off', true);
  UPDATE membership SET last_active_at = app_now() WHERE org_id = p_org AND user_id = p_user
    AND (last_active_at IS NULL OR last_active_at < app_now() - make_interval(secs => p_every_seconds));
END $$;
REVOKE ALL ON FUNCTION app_note_active(uuid, uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_note_active(uuid, uuid, int) TO counterpart_app;
