-- Calls that come by a key: holds and charges say which, and a counter for each key and month is what the gate holds its cap against.
-- Kept under the same lock and by the same functions as a member's month. A call without a key does one comparison more.
ALTER TABLE usage_hold ADD COLUMN api_key_id uuid;
ALTER TABLE usage_charge ADD COLUMN api_key_id uuid;
CREATE INDEX usage_charge_api_key_id_idx ON usage_charge (org_id, api_key_id, created_at) WHERE api_key_id IS NOT NULL;

-- Micro-credits that were charged or are held for a key in a month of the account's time zone. The key may be gone; this stays.
CREATE TABLE key_period_usage (
  org_id uuid NOT NULL,
  key_id uuid NOT NULL,
  period_start date NOT NULL,
  charged_ucr bigint NOT NULL DEFAULT 0,
  held_ucr ledger_not_negative NOT NULL DEFAULT 0,
  calls bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, key_id, period_start)
) WITH (fillfactor = 60);
SELECT app_protect('key_period_usage');
GRANT SELECT ON key_period_usage TO app_user, app_platform;

DO $$
DECLARE v_violation text := rtrim(pg_get_viewdef('ledger_violation'::regclass), ';');
  v_invariants text := pg_get_viewdef('ledger_invariants'::regclass);
BEGIN
  IF v_violation NOT LIKE '%''embedding''::text]%' THEN RAISE EXCEPTION 'the purposes of a call are not where they were'; END IF;
  v_violation := replace(v_violation, '''embedding''::text]', '''embedding''::text, ''api''::text]');
  DROP VIEW ledger_invariants, ledger_violation;
  EXECUTE 'CREATE VIEW ledger_violation WITH (security_invoker = true) AS ' || v_violation || $view$
    UNION ALL SELECT 'a key''s month is its holds and charges', coalesce(k.org_id, s.org_id), coalesce(k.key_id, s.key_id)::text
    FROM key_period_usage k
    FULL JOIN (SELECT h.org_id, coalesce(h.api_key_id, c.api_key_id) AS key_id, h.period_start,
        coalesce(sum(h.amount_ucr) FILTER (WHERE h.closed_at IS NULL), 0) AS held,
        coalesce(sum(e.charge_ucr), 0) AS charged, count(c.hold_id) AS calls,
        bool_and(c.hold_id IS NULL OR c.api_key_id IS NOT DISTINCT FROM h.api_key_id) AS is_same
      FROM usage_hold h LEFT JOIN usage_charge c ON c.hold_id = h.id LEFT JOIN usage_charge_effective e ON e.hold_id = h.id
      WHERE coalesce(h.api_key_id, c.api_key_id) IS NOT NULL GROUP BY 1, 2, 3) s
      ON s.org_id = k.org_id AND s.key_id = k.key_id AND s.period_start = k.period_start
    WHERE s.is_same IS NOT TRUE OR (k.held_ucr::bigint, k.charged_ucr, k.calls) IS DISTINCT FROM (s.held::bigint, s.charged::bigint, s.calls)$view$;
  EXECUTE 'CREATE VIEW ledger_invariants WITH (security_invoker = true) AS ' || v_invariants;
  GRANT SELECT ON ledger_violation, ledger_invariants TO app_platform;
  GRANT SELECT ON ledger_violation TO app_user;
END $$;
CREATE OR REPLACE FUNCTION ledger_invariant_names() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[
    'posted is the sum of the entries',
    'entries are numbered without gaps and their balances chain',
    'an entry has the sign of its kind',
    'every row is well formed',
    'held is the sum of the active holds',
    'open holds are counted',
    'the lots hold what is posted, or nothing when in debt',
    'what left a lot is recorded',
    'a lot was granted by an entry of its kind and amount',
    'an entry draws no more than it takes',
    'a grant adds exactly one lot',
    'no expired credit is left except what holds were promised',
    'settled means exactly one charge',
    'a charge is the entry it made',
    'a charge follows from its own snapshot',
    'a charge carries the rates and the markup that its hold pinned',
    'a correction is the entry it made and follows from what came before',
    'a member''s month is their holds and charges',
    'a key''s month is its holds and charges',
    'a paid purchase has exactly one lot',
    'refunds stay within their purchase and are entries',
    'an adjustment or grant has the command that asked for it',
    'no hold is open long past its time',
    'the daily rollups are the charges'] $$;

-- As before, and for a call by a key its cap: what is left below it bounds the answer as the balance does, and where not even the
-- least useful answer fits, the call is refused.
DROP FUNCTION ledger_authorize(uuid, text, text, uuid, text, text, uuid, uuid, bigint, bigint, bigint, bigint, int, int, boolean);
CREATE FUNCTION ledger_authorize(p_org uuid, p_request text, p_fingerprint text, p_user uuid, p_model text, p_purpose text,
  p_conversation uuid, p_message uuid, p_input bigint, p_max_output bigint, p_min_output bigint,
  p_member_limit bigint, p_hourly_limit int, p_ttl_seconds int, p_dispatch boolean DEFAULT false,
  p_key uuid DEFAULT NULL, p_key_cap bigint DEFAULT NULL,
  OUT o_code text, OUT o_hold uuid, OUT o_state text, OUT o_hold_ucr bigint, OUT o_max_output bigint, OUT o_available bigint,
  OUT o_required bigint, OUT o_affordable bigint, OUT o_member_used bigint, OUT o_member_resets_at timestamptz,
  OUT o_hour_used int, OUT o_hour_resets_at timestamptz, OUT o_price uuid, OUT o_markup uuid,
  OUT o_key_used bigint, OUT o_key_resets_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := ledger_now();
  v_min bigint := least(p_min_output, p_max_output); v_cost bigint; v_full bigint; v_room bigint; v_spendable bigint;
  v_model text := p_model; p model_price_version; k markup_version;
  a record; h record; m record; v_seen xid; v_locked boolean := false; v_hour timestamptz; v_period date;
BEGIN
  IF (p_org = coalesce(app_org_id(), p_org) AND p_request IS NOT NULL AND p_fingerprint IS NOT NULL AND p_ttl_seconds > 0 AND p_min_output >= 0
    AND p_input BETWEEN 0 AND 1000000000 AND p_max_output BETWEEN 0 AND 1000000000
    AND length(p_request) <= 200 AND length(p_fingerprint) <= 200 AND p_purpose IN ('chat', 'title', 'embedding', 'api')) IS NOT TRUE THEN
    PERFORM app_assert_org(p_org);
    RAISE EXCEPTION 'bounds of a call out of range' USING ERRCODE = 'CP101';
  END IF;

  LOOP
    SELECT v.* INTO p FROM model_price_version v JOIN model x ON x.id = v.model_id AND x.enabled
      WHERE v.model_id = v_model AND v.valid_from <= v_now AND (v.valid_to IS NULL OR v.valid_to > v_now);
    EXIT WHEN p.id IS NOT NULL OR v_model <> p_model;
    SELECT model_id INTO v_model FROM model_alias WHERE alias = p_model;
    EXIT WHEN NOT FOUND;
  END LOOP;
  SELECT * INTO k FROM markup_version WHERE scope = p_org::text AND valid_from <= v_now AND (valid_to IS NULL OR valid_to > v_now);
  IF NOT FOUND THEN
    SELECT * INTO k FROM markup_version WHERE scope = 'platform' AND valid_from <= v_now AND (valid_to IS NULL OR valid_to > v_now);
  END IF;
  IF p.id IS NOT NULL AND k.id IS NOT NULL THEN
    o_price := p.id; o_markup := k.id;
    v_cost := ledger_max_cost_pusd(p, p_input, p_max_output);
    v_full := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, v_cost);
  END IF;

  -- Round one looks without a lock and may already refuse; round two decides under the lock.
  LOOP
    IF v_locked THEN
      SELECT xmin, posted_ucr, held_ucr, overdraft_ucr, status, time_zone, next_expiry_at INTO a
        FROM credit_account WHERE org_id = p_org FOR UPDATE;
      IF a.next_expiry_at <= v_now THEN
        PERFORM ledger_expire(p_org, v_now);
        SELECT xmin, posted_ucr, held_ucr, overdraft_ucr, status, time_zone, next_expiry_at INTO a FROM credit_account WHERE org_id = p_org;
      END IF;
    ELSE
      SELECT xmin, posted_ucr, held_ucr, overdraft_ucr, status, time_zone, next_expiry_at INTO a FROM credit_account WHERE org_id = p_org;
      IF NOT FOUND THEN o_code := 'no_account'; RETURN; END IF;
    END IF;
    -- Everything that changes an organisation's holds or its members' counters writes the account's row too. So while that row is
    -- still the version that was seen, what was read after it still holds, and under the lock need not be read again.
    IF a.xmin IS DISTINCT FROM v_seen THEN
      v_seen := a.xmin;
      SELECT id, fingerprint, state INTO h FROM usage_hold WHERE org_id = p_org AND request_id = p_request;
      IF FOUND THEN
        o_code := CASE WHEN h.fingerprint = p_fingerprint THEN 'replay' ELSE 'conflict' END;
        o_hold := h.id; o_state := h.state;
        RETURN;
      END IF;
      v_period := date_trunc('month', v_now AT TIME ZONE a.time_zone);
      v_hour := date_trunc('hour', v_now, a.time_zone);
      SELECT tokens_used + tokens_held AS used, hour_start, hour_calls INTO m FROM member_period_usage
        WHERE org_id = p_org AND user_id = p_user AND period_start = v_period;
      o_member_used := coalesce(m.used, 0);
      o_hour_used := CASE WHEN m.hour_start = v_hour THEN m.hour_calls ELSE 0 END;
      IF p_key IS NOT NULL THEN
        o_key_used := coalesce((SELECT charged_ucr + held_ucr FROM key_period_usage
          WHERE org_id = p_org AND key_id = p_key AND period_start = v_period), 0);
      END IF;
    END IF;

    o_available := a.posted_ucr - a.held_ucr + a.overdraft_ucr;
    -- With a key, what is left below its cap; without one there is nothing to compare.
    v_spendable := least(o_available, p_key_cap - o_key_used);
    v_room := p_member_limit - o_member_used - p_input;
    IF v_full > v_spendable AND o_required IS NULL THEN
      o_required := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, ledger_max_cost_pusd(p, p_input, v_min));
    END IF;
    o_code := CASE
      WHEN a.status <> 'active' THEN 'frozen'
      WHEN v_full IS NULL THEN 'unpriced'
      WHEN v_full > o_available AND o_required > o_available THEN 'insufficient_credits'
      WHEN v_full > v_spendable AND o_required > v_spendable THEN 'key_cap'
      WHEN v_room < v_min THEN 'member_limit'
      WHEN o_hour_used >= p_hourly_limit THEN 'rate_limited'
      ELSE 'ok' END;
    -- Credits that have expired are ended under the lock alone: where there are some, only that decides.
    EXIT WHEN v_locked OR (o_code <> 'ok' AND (a.next_expiry_at <= v_now) IS NOT TRUE);
    v_locked := true;
  END LOOP;

  o_hold_ucr := v_full;
  o_max_output := p_max_output;
  IF v_full > v_spendable THEN
    o_affordable := ledger_affordable_output(p, k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, p_input, p_max_output, v_spendable);
    o_max_output := o_affordable;
  END IF;
  IF o_code <> 'ok' THEN
    o_hold_ucr := NULL; o_max_output := NULL;
    IF o_required IS NULL AND v_full IS NOT NULL THEN
      o_required := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, ledger_max_cost_pusd(p, p_input, v_min));
    END IF;
    o_member_resets_at := (v_period + interval '1 month') AT TIME ZONE a.time_zone;
    o_hour_resets_at := v_hour + interval '1 hour';
    o_key_resets_at := o_member_resets_at;
    RETURN;
  END IF;
  o_max_output := least(o_max_output, v_room);
  IF o_max_output < p_max_output THEN
    o_hold_ucr := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, ledger_max_cost_pusd(p, p_input, o_max_output));
  END IF;

  IF m.used IS NULL THEN
    INSERT INTO member_period_usage (org_id, user_id, period_start, hour_start) VALUES (p_org, p_user, v_period, v_hour);
  END IF;
  o_hold := ledger_uuid();
  UPDATE member_period_usage SET tokens_held = tokens_held + p_input + o_max_output, hour_start = v_hour, hour_calls = o_hour_used + 1
    WHERE org_id = p_org AND user_id = p_user AND period_start = v_period;
  IF p_key IS NOT NULL THEN
    INSERT INTO key_period_usage AS u (org_id, key_id, period_start, held_ucr) VALUES (p_org, p_key, v_period, o_hold_ucr)
      ON CONFLICT (org_id, key_id, period_start) DO UPDATE SET held_ucr = u.held_ucr + o_hold_ucr;
  END IF;
  UPDATE credit_account SET held_ucr = held_ucr + o_hold_ucr, open_holds = open_holds + 1 WHERE org_id = p_org;
  INSERT INTO usage_hold (id, org_id, user_id, request_id, fingerprint, purpose, model_id, conversation_id, message_id, state,
      amount_ucr, input_tokens, max_output_tokens, period_start, price_version_id, markup_version_id, created_at, expires_at, dispatched_at, api_key_id)
    VALUES (o_hold, p_org, p_user, p_request, p_fingerprint, p_purpose, v_model, p_conversation, p_message, 'active',
      o_hold_ucr, p_input, o_max_output, v_period, o_price, o_markup, v_now, v_now + make_interval(secs => p_ttl_seconds),
      CASE WHEN p_dispatch THEN v_now END, p_key);
  o_available := o_available - o_hold_ucr;
  o_state := 'active';
END $$;

CREATE OR REPLACE FUNCTION ledger_settle(p_org uuid, p_hold uuid, p_input bigint, p_cache_read bigint, p_cache_write bigint,
  p_output bigint, p_reasoning bigint, p_basis text, p_raw jsonb,
  OUT o_code text, OUT o_charge bigint, OUT o_cost bigint, OUT o_balance bigint, OUT o_overrun bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
  a credit_account; h usage_hold; p model_price_version; k markup_version; c record;
  v_now timestamptz; v_seq bigint; v_lot uuid; v_rest bigint; v_day date; v_late boolean; v_open int; v_held_ucr bigint; v_held_tokens bigint; t int;
  v_tokens bigint;
BEGIN
  IF (p_org = coalesce(app_org_id(), p_org) AND ledger_tokens_ok(p_input, p_cache_read, p_cache_write, p_output, p_reasoning)
    AND p_basis IN ('provider', 'stream_estimate', 'checkpoint', 'manual')) IS NOT TRUE THEN
    PERFORM app_assert_org(p_org);
    PERFORM ledger_assert_tokens(p_input, p_cache_read, p_cache_write, p_output, p_reasoning);
    RAISE EXCEPTION 'not a settlement' USING ERRCODE = 'CP101';
  END IF;
  SELECT * INTO a FROM credit_account WHERE org_id = p_org FOR UPDATE;
  v_now := ledger_now();
  SELECT * INTO h FROM usage_hold WHERE id = p_hold AND org_id = p_org;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such hold' USING ERRCODE = 'CP102'; END IF;

  IF h.state = 'settled' THEN
    SELECT * INTO c FROM usage_charge_effective WHERE hold_id = p_hold;
    o_code := 'replay'; o_charge := c.charge_ucr; o_cost := c.cost_pusd; o_balance := a.posted_ucr;
    IF c.basis = 'checkpoint' AND p_basis = 'provider' AND (c.input_tokens, c.cache_read_tokens, c.cache_write_tokens,
      c.output_tokens, c.reasoning_tokens) IS DISTINCT FROM (p_input, p_cache_read, p_cache_write, p_output, p_reasoning) THEN
      c := ledger_apply_correction(a, p_hold, p_input, p_cache_read, p_cache_write, p_output, p_reasoning, 'provider',
        'the provider reported after the checkpoint was charged', NULL, p_raw, v_now);
      o_code := 'ok_late'; o_charge := c.o_charge; o_cost := c.o_cost; o_balance := c.o_balance;
    END IF;
    o_overrun := greatest(0, o_charge - h.amount_ucr);
    RETURN;
  END IF;

  -- What was delivered was seen: an own count below it (a handler of some error that settles 0) does not undo that. A provider may.
  IF h.checkpoint_at IS NOT NULL AND p_basis = 'stream_estimate' THEN
    p_input := greatest(p_input, h.checkpoint_input_tokens); p_cache_read := greatest(p_cache_read, h.checkpoint_cache_read_tokens);
    p_cache_write := greatest(p_cache_write, h.checkpoint_cache_write_tokens);
    p_output := greatest(p_output, h.checkpoint_output_tokens); p_reasoning := greatest(p_reasoning, h.checkpoint_reasoning_tokens);
  END IF;
  v_tokens := p_input + p_cache_read + p_cache_write + p_output + p_reasoning;
  SELECT * INTO STRICT p FROM model_price_version WHERE id = h.price_version_id;
  SELECT * INTO STRICT k FROM markup_version WHERE id = h.markup_version_id;
  t := ledger_tier(p.from_input_tokens, p_input + p_cache_read + p_cache_write);
  o_cost := ledger_cost_pusd(p, t, p_input, p_cache_read, p_cache_write, p_output, p_reasoning);
  o_charge := ledger_charge_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, o_cost);
  o_balance := a.posted_ucr - o_charge;
  o_overrun := greatest(0, o_charge - h.amount_ucr);
  v_day := (v_now AT TIME ZONE a.time_zone)::date;
  v_late := h.closed_at IS NOT NULL;
  IF NOT v_late THEN
    v_open := 1; v_held_ucr := h.amount_ucr; v_held_tokens := h.input_tokens + h.max_output_tokens;
  ELSE
    v_open := 0; v_held_ucr := 0; v_held_tokens := 0;
  END IF;

  IF o_charge > 0 THEN
    v_seq := a.seq + 1;
    INSERT INTO ledger_entry (org_id, seq, kind, amount_ucr, balance_after_ucr, source_id, actor_id, created_at)
      VALUES (p_org, v_seq, 'usage', -o_charge, o_balance, p_hold::text, h.user_id, v_now);
    -- Nearly always the first lot covers it, and a call of the function that draws from many is saved.
    SELECT id, remaining_ucr INTO v_lot, v_rest FROM credit_lot WHERE org_id = p_org AND exhausted_at IS NULL
      ORDER BY priority, expires_at, entry_seq LIMIT 1;
    IF v_rest > o_charge THEN
      UPDATE credit_lot SET remaining_ucr = remaining_ucr - o_charge WHERE id = v_lot;
      INSERT INTO lot_consumption (org_id, entry_seq, lot_id, amount_ucr) VALUES (p_org, v_seq, v_lot, o_charge);
    ELSE
      PERFORM ledger_draw(p_org, v_seq, o_charge, v_now, NULL);
    END IF;
  END IF;
  UPDATE usage_hold SET state = 'settled', closed_at = v_now WHERE id = p_hold;
  UPDATE member_period_usage SET tokens_held = tokens_held - v_held_tokens, tokens_used = tokens_used + v_tokens,
      charged_ucr = charged_ucr + o_charge, calls = calls + 1
    WHERE org_id = p_org AND user_id = h.user_id AND period_start = h.period_start;
  IF h.api_key_id IS NOT NULL THEN
    UPDATE key_period_usage SET held_ucr = held_ucr - v_held_ucr, charged_ucr = charged_ucr + o_charge, calls = calls + 1
      WHERE org_id = p_org AND key_id = h.api_key_id AND period_start = h.period_start;
  END IF;
  UPDATE credit_account SET open_holds = open_holds - v_open, held_ucr = held_ucr - v_held_ucr, posted_ucr = o_balance, seq = coalesce(v_seq, seq),
    rollup_dirty_from = least(rollup_dirty_from, v_day) WHERE org_id = p_org;
  INSERT INTO usage_charge (hold_id, org_id, user_id, request_id, purpose, model_id, conversation_id, message_id, entry_seq,
      input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, price_version_id, price_tier_from_tokens,
      input_pusd, cache_read_pusd, cache_write_pusd, output_pusd, reasoning_pusd, request_pusd,
      markup_version_id, markup_mode, markup_from_pusd, markup_multiplier_bp, multiplier_bp, credit_price_pusd,
      cost_pusd, charge_ucr, overrun_ucr, balance_after_ucr, basis, late, raw_usage, day, created_at, api_key_id)
    VALUES (p_hold, p_org, h.user_id, h.request_id, h.purpose, h.model_id, h.conversation_id, h.message_id, v_seq,
      p_input, p_cache_read, p_cache_write, p_output, p_reasoning, p.id, p.from_input_tokens[t],
      p.input_pusd[t], p.cache_read_pusd[t], p.cache_write_pusd[t], p.output_pusd[t], p.reasoning_pusd[t], p.request_pusd[t],
      k.id, k.mode, k.from_cost_pusd, k.multiplier_bp, k.multiplier_bp[ledger_tier(k.from_cost_pusd, o_cost)], k.credit_price_pusd,
      o_cost, o_charge, o_overrun, o_balance, p_basis, v_late, p_raw, v_day, v_now, h.api_key_id);
  IF a.next_expiry_at <= v_now THEN
    PERFORM ledger_expire(p_org, v_now);
    SELECT posted_ucr INTO o_balance FROM credit_account WHERE org_id = p_org;
  END IF;
  o_code := CASE WHEN v_late THEN 'ok_late' ELSE 'ok' END;
END $$;

-- Closes a hold without a charge. The caller holds the account's lock and has seen the hold active.
CREATE OR REPLACE FUNCTION ledger_close_hold(a credit_account, h usage_hold, p_state text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE usage_hold SET state = p_state, closed_at = p_now WHERE id = h.id;
  UPDATE member_period_usage SET tokens_held = tokens_held - h.input_tokens - h.max_output_tokens
    WHERE org_id = h.org_id AND user_id = h.user_id AND period_start = h.period_start;
  IF h.api_key_id IS NOT NULL THEN
    UPDATE key_period_usage SET held_ucr = held_ucr - h.amount_ucr
      WHERE org_id = h.org_id AND key_id = h.api_key_id AND period_start = h.period_start;
  END IF;
  UPDATE credit_account SET held_ucr = held_ucr - h.amount_ucr, open_holds = open_holds - 1 WHERE org_id = h.org_id;
  IF a.next_expiry_at <= p_now THEN PERFORM ledger_expire(h.org_id, p_now); END IF;
END $$;

-- A later number for a charge, priced with the versions that the hold pinned. The difference is an entry of its own.
CREATE OR REPLACE FUNCTION ledger_apply_correction(a credit_account, p_hold uuid, p_input bigint, p_cache_read bigint, p_cache_write bigint,
  p_output bigint, p_reasoning bigint, p_basis text, p_reason text, p_actor uuid, p_raw jsonb, p_now timestamptz,
  OUT o_charge bigint, OUT o_cost bigint, OUT o_balance bigint, OUT o_delta bigint, OUT o_seq bigint) LANGUAGE plpgsql AS $$
DECLARE c usage_charge; e record; p model_price_version; l record; v_id uuid := ledger_uuid();
  v_tokens bigint := p_input + p_cache_read + p_cache_write + p_output + p_reasoning;
BEGIN
  SELECT * INTO STRICT c FROM usage_charge WHERE hold_id = p_hold;
  SELECT * INTO STRICT e FROM usage_charge_effective WHERE hold_id = p_hold;
  SELECT * INTO STRICT p FROM model_price_version WHERE id = c.price_version_id;
  o_cost := ledger_cost_pusd(p, ledger_tier(p.from_input_tokens, p_input + p_cache_read + p_cache_write),
    p_input, p_cache_read, p_cache_write, p_output, p_reasoning);
  o_charge := ledger_charge_ucr(c.markup_mode, c.markup_from_pusd, c.markup_multiplier_bp, c.credit_price_pusd, o_cost);
  o_delta := o_charge - e.charge_ucr;
  o_balance := a.posted_ucr;
  IF o_delta > 0 THEN
    SELECT x.o_seq, x.o_balance INTO o_seq, o_balance
      FROM ledger_take_credits(c.org_id, 'adjustment', 'correction:' || v_id, o_delta, NULL, p_actor, p_reason, p_now) x;
  ELSIF o_delta < 0 THEN
    -- Given back as what was spent last: same priority, and the same end if that is still ahead.
    SELECT t.priority, t.expires_at INTO l FROM lot_consumption n JOIN credit_lot t ON t.id = n.lot_id
      WHERE n.org_id = c.org_id AND n.entry_seq = c.entry_seq ORDER BY t.priority DESC, t.expires_at DESC NULLS FIRST, t.entry_seq DESC LIMIT 1;
    SELECT x.o_seq, x.o_balance INTO o_seq, o_balance
      FROM ledger_add_lot(c.org_id, 'adjustment', 'correction:' || v_id, -o_delta, coalesce(l.priority, 20),
        CASE WHEN l.expires_at > p_now THEN l.expires_at END, p_actor, p_reason, p_now) x;
  END IF;
  INSERT INTO charge_correction (id, org_id, hold_id, number, entry_seq, input_tokens, cache_read_tokens, cache_write_tokens,
      output_tokens, reasoning_tokens, cost_pusd, charge_ucr, delta_ucr, balance_after_ucr, basis, reason, actor_id, raw_usage, created_at)
    VALUES (v_id, c.org_id, p_hold, e.corrections + 1, o_seq, p_input, p_cache_read, p_cache_write, p_output, p_reasoning,
      o_cost, o_charge, o_delta, o_balance, p_basis, p_reason, p_actor, p_raw, p_now);
  UPDATE member_period_usage m SET charged_ucr = charged_ucr + o_delta, tokens_used = tokens_used + v_tokens
      - e.input_tokens - e.cache_read_tokens - e.cache_write_tokens - e.output_tokens - e.reasoning_tokens
    FROM usage_hold h WHERE h.id = p_hold AND m.org_id = h.org_id AND m.user_id = h.user_id AND m.period_start = h.period_start;
  IF c.api_key_id IS NOT NULL THEN
    UPDATE key_period_usage u SET charged_ucr = u.charged_ucr + o_delta
      FROM usage_hold h WHERE h.id = p_hold AND u.org_id = h.org_id AND u.key_id = h.api_key_id AND u.period_start = h.period_start;
  END IF;
  UPDATE credit_account SET rollup_dirty_from = least(rollup_dirty_from, c.day) WHERE org_id = c.org_id;
END $$;

-- What is replaced keeps its grants.
REVOKE ALL ON FUNCTION ledger_authorize FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_authorize TO counterpart_app, app_user, app_platform;
