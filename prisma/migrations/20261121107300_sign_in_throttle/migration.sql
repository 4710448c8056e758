-- Wrong passwords count for the whole installation, whichever process they came to, and outlive a restart.
-- Of what was tried only a hash is kept: an address that is no account's is somebody's all the same.
CREATE TABLE sign_in_attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key_hash bytea NOT NULL,
  tried_at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_key_hash_tried_at_idx ON sign_in_attempt (key_hash, tried_at);
CREATE INDEX sign_in_attempt_tried_at_idx ON sign_in_attempt (tried_at);
-- Only through the functions: nobody reads what others tried.
ALTER TABLE sign_in_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY of_owner ON sign_in_attempt TO CURRENT_USER USING (true) WITH CHECK (true);

-- Takes one of p_allowed attempts within p_window_seconds, before it is made: a hundred at once are no more than ten after each other.
-- o_wait: how many seconds until the next one is free; null when o_attempt was taken.
CREATE FUNCTION app_sign_in_try(p_key text, p_allowed int, p_window_seconds int, OUT o_wait int, OUT o_attempt bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_key bytea := sha256(convert_to(p_key, 'UTF8')); v_window interval := make_interval(secs => p_window_seconds); v_now timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sign-in:' || p_key, 0));
  v_now := app_now();
  SELECT ceil(extract(epoch FROM tried_at + v_window - v_now)) INTO o_wait FROM sign_in_attempt
    WHERE key_hash = v_key AND tried_at > v_now - v_window ORDER BY tried_at DESC OFFSET p_allowed - 1 LIMIT 1;
  IF o_wait IS NOT NULL THEN RETURN; END IF;
  INSERT INTO sign_in_attempt (key_hash, tried_at) VALUES (v_key, v_now) RETURNING id INTO o_attempt;
  -- Those that do not matter any more go a few at a time: the table stays as long as one window's failures.
  DELETE FROM sign_in_attempt WHERE id IN (
    SELECT id FROM sign_in_attempt WHERE tried_at < v_now - v_window ORDER BY tried_at LIMIT 10 FOR UPDATE SKIP LOCKED);
END $$;

-- It was no failure.
CREATE FUNCTION app_sign_in_forget(p_attempt bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$ DELETE FROM sign_in_attempt WHERE id = p_attempt $$;

REVOKE ALL ON FUNCTION app_sign_in_try, app_sign_in_forget FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_sign_in_try, app_sign_in_forget TO counterpart_app;
