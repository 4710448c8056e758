-- Once more the same in less time: what nearly every call needs is said in place.

-- Ordered by time, so that the newest rows share the pages of an index. PostgreSQL makes such ids itself since version 18.
DO $$
BEGIN
  IF to_regprocedure('pg_catalog.uuidv7()') IS NOT NULL THEN
    CREATE OR REPLACE FUNCTION ledger_uuid() RETURNS uuid LANGUAGE sql VOLATILE AS 'SELECT uuidv7()';
  END IF;
END $$;

-- The dearest outcome at or below an estimate. In volume mode a cost just under a tier may charge more than one above it.
CREATE FUNCTION ledger_hold_of_tiers(p_from bigint[], p_bp integer[], p_credit_price bigint, p_estimate bigint)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_max bigint := ledger_charge_ucr('volume', p_from, p_bp, p_credit_price, p_estimate);
BEGIN
  FOR i IN 2 .. width_bucket(p_estimate, p_from) LOOP
    v_max := greatest(v_max, ledger_charge_ucr('volume', p_from, p_bp, p_credit_price, p_from[i] - 1));
  END LOOP;
  RETURN v_max;
END $$;
CREATE OR REPLACE FUNCTION ledger_hold_ucr(p_mode text, p_from bigint[], p_bp integer[], p_credit_price bigint, p_estimate bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_mode = 'volume' AND p_from[2] <= p_estimate THEN ledger_hold_of_tiers(p_from, p_bp, p_credit_price, p_estimate)
    ELSE ledger_charge_ucr(p_mode, p_from, p_bp, p_credit_price, p_estimate) END
$$;

CREATE OR REPLACE FUNCTION ledger_authorize(p_org uuid, p_request text, p_fingerprint text, p_user uuid, p_model text, p_purpose text,
  p_conversation uuid, p_message uuid, p_input bigint, p_max_output bigint, p_min_output bigint,
  p_member_limit bigint, p_hourly_limit int, p_ttl_seconds int, p_dispatch boolean DEFAULT false,
  OUT o_code text, OUT o_hold uuid, OUT o_state text, OUT o_hold_ucr bigint, OUT o_max_output bigint, OUT o_available bigint,
  OUT o_required bigint, OUT o_affordable bigint, OUT o_member_used bigint, OUT o_member_resets_at timestamptz,
  OUT o_hour_used int, OUT o_hour_resets_at timestamptz, OUT o_price uuid, OUT o_markup uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := ledger_now();
  v_min bigint := least(p_min_output, p_max_output); v_cost bigint; v_full bigint; v_room bigint;
  v_model text := p_model; p model_price_version; k markup_version;
  a record; h record; m record; v_seen xid; v_locked boolean := false; v_hour timestamptz; v_period date;
BEGIN
  IF (p_org = coalesce(app_org_id(), p_org) AND p_request IS NOT NULL AND p_fingerprint IS NOT NULL AND p_ttl_seconds > 0 AND p_min_output >= 0
    AND p_input BETWEEN 0 AND 1000000000 AND p_max_output BETWEEN 0 AND 1000000000
    AND length(p_request) <= 200 AND length(p_fingerprint) <= 200 AND p_purpose IN ('chat', 'title', 'embedding')) IS NOT TRUE THEN
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
    END IF;

    o_available := a.posted_ucr - a.held_ucr + a.overdraft_ucr;
    v_room := p_member_limit - o_member_used - p_input;
    IF v_full > o_available AND o_required IS NULL THEN
      o_required := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, ledger_max_cost_pusd(p, p_input, v_min));
    END IF;
    o_code := CASE
      WHEN a.status <> 'active' THEN 'frozen'
      WHEN v_full IS NULL THEN 'unpriced'
      WHEN v_full > o_available AND o_required > o_available THEN 'insufficient_credits'
      WHEN v_room < v_min THEN 'member_limit'
      WHEN o_hour_used >= p_hourly_limit THEN 'rate_limited'
      ELSE 'ok' END;
    -- Credits that have expired are ended under the lock alone: where there are some, only that decides.
    EXIT WHEN v_locked OR (o_code <> 'ok' AND (a.next_expiry_at <= v_now) IS NOT TRUE);
    v_locked := true;
  END LOOP;

  o_hold_ucr := v_full;
  o_max_output := p_max_output;
  IF v_full > o_available THEN
    o_affordable := ledger_affordable_output(p, k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, p_input, p_max_output, o_available);
    o_max_output := o_affordable;
  END IF;
  IF o_code <> 'ok' THEN
    o_hold_ucr := NULL; o_max_output := NULL;
    IF o_required IS NULL AND v_full IS NOT NULL THEN
      o_required := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, ledger_max_cost_pusd(p, p_input, v_min));
    END IF;
    o_member_resets_at := (v_period + interval '1 month') AT TIME ZONE a.time_zone;
    o_hour_resets_at := v_hour + interval '1 hour';
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
  UPDATE credit_account SET held_ucr = held_ucr + o_hold_ucr, open_holds = open_holds + 1 WHERE org_id = p_org;
  INSERT INTO usage_hold (id, org_id, user_id, request_id, fingerprint, purpose, model_id, conversation_id, message_id, state,
      amount_ucr, input_tokens, max_output_tokens, period_start, price_version_id, markup_version_id, created_at, expires_at, dispatched_at)
    VALUES (o_hold, p_org, p_user, p_request, p_fingerprint, p_purpose, v_model, p_conversation, p_message, 'active',
      o_hold_ucr, p_input, o_max_output, v_period, o_price, o_markup, v_now, v_now + make_interval(secs => p_ttl_seconds),
      CASE WHEN p_dispatch THEN v_now END);
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
  UPDATE credit_account SET open_holds = open_holds - v_open, held_ucr = held_ucr - v_held_ucr, posted_ucr = o_balance, seq = coalesce(v_seq, seq),
    rollup_dirty_from = least(rollup_dirty_from, v_day) WHERE org_id = p_org;
  INSERT INTO usage_charge (hold_id, org_id, user_id, request_id, purpose, model_id, conversation_id, message_id, entry_seq,
      input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, price_version_id, price_tier_from_tokens,
      input_pusd, cache_read_pusd, cache_write_pusd, output_pusd, reasoning_pusd, request_pusd,
      markup_version_id, markup_mode, markup_from_pusd, markup_multiplier_bp, multiplier_bp, credit_price_pusd,
      cost_pusd, charge_ucr, overrun_ucr, balance_after_ucr, basis, late, raw_usage, day, created_at)
    VALUES (p_hold, p_org, h.user_id, h.request_id, h.purpose, h.model_id, h.conversation_id, h.message_id, v_seq,
      p_input, p_cache_read, p_cache_write, p_output, p_reasoning, p.id, p.from_input_tokens[t],
      p.input_pusd[t], p.cache_read_pusd[t], p.cache_write_pusd[t], p.output_pusd[t], p.reasoning_pusd[t], p.request_pusd[t],
      k.id, k.mode, k.from_cost_pusd, k.multiplier_bp, k.multiplier_bp[ledger_tier(k.from_cost_pusd, o_cost)], k.credit_price_pusd,
      o_cost, o_charge, o_overrun, o_balance, p_basis, v_late, p_raw, v_day, v_now);
  IF a.next_expiry_at <= v_now THEN
    PERFORM ledger_expire(p_org, v_now);
    SELECT posted_ucr INTO o_balance FROM credit_account WHERE org_id = p_org;
  END IF;
  o_code := CASE WHEN v_late THEN 'ok_late' ELSE 'ok' END;
END $$;

-- What is replaced keeps its grants.
REVOKE ALL ON FUNCTION ledger_hold_of_tiers FROM PUBLIC;
