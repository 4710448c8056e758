-- The ledger's functions. Every rule about money is here, and nothing else writes the ledger's tables.
--
-- Lock order everywhere: account, hold, lot, member. The account's row is the one lock that decides; the others follow it.
-- Those that every call runs plan without sequential scans: a plan that a connection made while the tables were small would
-- otherwise stay with it while they grow.
-- The application calls the definer functions at one statement each. Helpers are plain functions that only those reach.
-- Error codes: CP101 a number or word out of range, CP102 no such hold, CP103 no account.

-- Arithmetic -------------------------------------------------------------------------------------------
-- What a cost comes to: ceil(cost x multiplier), rounded once, up. numeric, because 63 bits do not hold the product;
-- div() and not /, because numeric division rounds and could lose the part that the ceiling must see.
CREATE FUNCTION ledger_charge_ucr(p_mode text, p_from bigint[], p_bp integer[], p_credit_price bigint, p_cost bigint)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_sum numeric := 0; i int := 1;
BEGIN
  IF p_mode = 'volume' THEN
    WHILE i < cardinality(p_from) AND p_from[i + 1] <= p_cost LOOP i := i + 1; END LOOP;
    v_sum := p_cost::numeric * p_bp[i];
  ELSE
    FOR i IN 1 .. cardinality(p_from) LOOP
      EXIT WHEN p_from[i] >= p_cost;
      v_sum := v_sum + (least(p_cost, coalesce(p_from[i + 1], p_cost)) - p_from[i])::numeric * p_bp[i];
    END LOOP;
  END IF;
  RETURN div(v_sum * 100 + p_credit_price - 1, p_credit_price);
END $$;

-- The dearest outcome at or below an estimate. In volume mode a cost just under a tier may charge more than one above it.
CREATE FUNCTION ledger_hold_ucr(p_mode text, p_from bigint[], p_bp integer[], p_credit_price bigint, p_estimate bigint)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_max bigint := ledger_charge_ucr(p_mode, p_from, p_bp, p_credit_price, p_estimate); i int;
BEGIN
  IF p_mode = 'volume' THEN
    FOR i IN 2 .. cardinality(p_from) LOOP
      EXIT WHEN p_from[i] > p_estimate;
      v_max := greatest(v_max, ledger_charge_ucr(p_mode, p_from, p_bp, p_credit_price, p_from[i] - 1));
    END LOOP;
  END IF;
  RETURN v_max;
END $$;

-- The most that a call with these bounds can cost: no cached read is assumed, and every tier that the input may reach counts.
CREATE FUNCTION ledger_max_cost_pusd(v model_price_version, p_input bigint, p_output bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_max bigint := 0; i int;
BEGIN
  FOR i IN 1 .. cardinality(v.from_input_tokens) LOOP
    EXIT WHEN v.from_input_tokens[i] > p_input;
    v_max := greatest(v_max, p_input * greatest(v.input_pusd[i], v.cache_read_pusd[i], v.cache_write_pusd[i])
      + p_output * greatest(v.output_pusd[i], v.reasoning_pusd[i]) + v.request_pusd[i]);
  END LOOP;
  RETURN v_max;
END $$;

-- What a call costs. Nothing used costs nothing, not even the request.
CREATE FUNCTION ledger_cost_pusd(v model_price_version, p_tier int, p_input bigint, p_cache_read bigint, p_cache_write bigint,
  p_output bigint, p_reasoning bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_input + p_cache_read + p_cache_write + p_output + p_reasoning = 0 THEN RETURN 0; END IF;
  RETURN p_input * v.input_pusd[p_tier] + p_cache_read * v.cache_read_pusd[p_tier] + p_cache_write * v.cache_write_pusd[p_tier]
    + p_output * v.output_pusd[p_tier] + p_reasoning * v.reasoning_pusd[p_tier] + v.request_pusd[p_tier];
END $$;

-- The last element that a value reaches; the arrays of versions ascend from 0.
CREATE FUNCTION ledger_tier(p_from bigint[], p_value bigint) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE i int := 1;
BEGIN
  WHILE i < cardinality(p_from) AND p_from[i + 1] <= p_value LOOP i := i + 1; END LOOP;
  RETURN i;
END $$;

-- The largest output in [0, p_max] whose hold fits in p_available; null if not even none fits.
CREATE FUNCTION ledger_affordable_output(p_price model_price_version, p_mode text, p_from bigint[], p_bp integer[], p_credit_price bigint,
  p_input bigint, p_max bigint, p_available bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE v_low bigint := 0; v_high bigint := p_max; v_mid bigint;
BEGIN
  IF ledger_hold_ucr(p_mode, p_from, p_bp, p_credit_price, ledger_max_cost_pusd(p_price, p_input, 0)) > p_available THEN
    RETURN NULL;
  END IF;
  WHILE v_low < v_high LOOP
    v_mid := (v_low + v_high + 1) / 2;
    IF ledger_hold_ucr(p_mode, p_from, p_bp, p_credit_price, ledger_max_cost_pusd(p_price, p_input, v_mid)) <= p_available
    THEN v_low := v_mid; ELSE v_high := v_mid - 1; END IF;
  END LOOP;
  RETURN v_low;
END $$;

-- Lots ---------------------------------------------------------------------------------------------------
-- Takes from the lots in their order, from p_first before all others. What no lot covers is debt: nothing to record.
-- The caller holds the account's lock and has written the entry. Returns the debt.
CREATE FUNCTION ledger_draw(p_org uuid, p_seq bigint, p_amount bigint, p_now timestamptz, p_first uuid) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE v_left bigint := p_amount; v_first uuid := p_first; v_take bigint;
BEGIN
  WHILE v_left > 0 LOOP
    -- One statement for the choice, the update and the record: this runs for every charge.
    WITH chosen AS (
      SELECT id, remaining_ucr, least(v_left, remaining_ucr) AS take FROM credit_lot
      WHERE org_id = p_org AND exhausted_at IS NULL AND (v_first IS NULL OR id = v_first)
      ORDER BY priority, expires_at, entry_seq LIMIT 1
    ), taken AS (
      UPDATE credit_lot l SET remaining_ucr = c.remaining_ucr - c.take, exhausted_at = CASE WHEN c.take = c.remaining_ucr THEN p_now END
      FROM chosen c WHERE l.id = c.id RETURNING l.id, c.take
    )
    INSERT INTO lot_consumption (org_id, entry_seq, lot_id, amount_ucr)
      SELECT p_org, p_seq, id, take FROM taken RETURNING amount_ucr INTO v_take;
    IF FOUND THEN v_left := v_left - v_take;
    ELSIF v_first IS NULL THEN EXIT;
    END IF;
    v_first := NULL;
  END LOOP;
  RETURN v_left;
END $$;

-- Adds credits: repays debt first, the rest becomes spendable. The caller holds the account's lock.
CREATE FUNCTION ledger_add_lot(p_org uuid, p_kind text, p_source text, p_amount bigint, p_priority int, p_expires timestamptz,
  p_actor uuid, p_reason text, p_now timestamptz, OUT o_lot uuid, OUT o_seq bigint, OUT o_balance bigint) LANGUAGE plpgsql AS $$
DECLARE v_repaid bigint;
BEGIN
  SELECT seq + 1, posted_ucr + p_amount, least(p_amount, greatest(0, -posted_ucr)) INTO STRICT o_seq, o_balance, v_repaid
    FROM credit_account WHERE org_id = p_org;
  o_lot := ledger_uuid();
  INSERT INTO ledger_entry (org_id, seq, kind, amount_ucr, balance_after_ucr, source_id, actor_id, reason, created_at)
    VALUES (p_org, o_seq, p_kind, p_amount, o_balance, p_source, p_actor, p_reason, p_now);
  INSERT INTO credit_lot (id, org_id, entry_seq, kind, source_id, priority, amount_ucr, remaining_ucr, effective_at, expires_at, exhausted_at)
    VALUES (o_lot, p_org, o_seq, p_kind, p_source, p_priority, p_amount, p_amount - v_repaid, p_now, p_expires,
      CASE WHEN v_repaid = p_amount THEN p_now END);
  IF v_repaid > 0 THEN
    INSERT INTO lot_consumption (org_id, entry_seq, lot_id, amount_ucr) VALUES (p_org, o_seq, o_lot, v_repaid);
  END IF;
  UPDATE credit_account SET posted_ucr = o_balance, seq = o_seq,
    next_expiry_at = CASE WHEN v_repaid < p_amount THEN least(next_expiry_at, p_expires) ELSE next_expiry_at END
    WHERE org_id = p_org;
END $$;

-- Takes credits that no lot grants: an entry, then the draw. May go below zero. The caller holds the account's lock.
CREATE FUNCTION ledger_take_credits(p_org uuid, p_kind text, p_source text, p_amount bigint, p_first uuid, p_actor uuid,
  p_reason text, p_now timestamptz, OUT o_seq bigint, OUT o_balance bigint) LANGUAGE plpgsql AS $$
BEGIN
  UPDATE credit_account SET posted_ucr = posted_ucr - p_amount, seq = seq + 1 WHERE org_id = p_org
    RETURNING seq, posted_ucr INTO STRICT o_seq, o_balance;
  INSERT INTO ledger_entry (org_id, seq, kind, amount_ucr, balance_after_ucr, source_id, actor_id, reason, created_at)
    VALUES (p_org, o_seq, p_kind, -p_amount, o_balance, p_source, p_actor, p_reason, p_now);
  PERFORM ledger_draw(p_org, o_seq, p_amount, p_now, p_first);
END $$;

-- Ends what has expired, except what open holds were promised. The caller holds the account's lock.
CREATE FUNCTION ledger_expire(p_org uuid, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE l record; v_free bigint; v_take bigint; v_seq bigint; v_posted bigint; v_total bigint := 0;
BEGIN
  FOR l IN SELECT id, remaining_ucr FROM credit_lot
    WHERE org_id = p_org AND exhausted_at IS NULL AND expires_at <= p_now ORDER BY expires_at, entry_seq LOOP
    SELECT posted_ucr - held_ucr INTO v_free FROM credit_account WHERE org_id = p_org;
    v_take := least(l.remaining_ucr, greatest(0, v_free));
    EXIT WHEN v_take = 0;
    UPDATE credit_account SET posted_ucr = posted_ucr - v_take, seq = seq + 1 WHERE org_id = p_org
      RETURNING seq, posted_ucr INTO v_seq, v_posted;
    INSERT INTO ledger_entry (org_id, seq, kind, amount_ucr, balance_after_ucr, source_id, created_at)
      VALUES (p_org, v_seq, 'expiry', -v_take, v_posted, l.id || ':' || v_seq, p_now);
    PERFORM ledger_draw(p_org, v_seq, v_take, p_now, l.id);
    v_total := v_total + v_take;
  END LOOP;
  UPDATE credit_account SET next_expiry_at =
    (SELECT min(expires_at) FROM credit_lot WHERE org_id = p_org AND exhausted_at IS NULL) WHERE org_id = p_org;
  RETURN v_total;
END $$;

-- Accounts -------------------------------------------------------------------------------------------------
CREATE FUNCTION ledger_open_account(p_org uuid, p_time_zone text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  PERFORM app_now() AT TIME ZONE p_time_zone;  -- an unknown zone fails here, not at the first call
  INSERT INTO credit_account (org_id, time_zone, created_at) VALUES (p_org, p_time_zone, app_now()) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- Null leaves as it is.
CREATE FUNCTION ledger_configure_account(p_org uuid, p_status text, p_overdraft bigint, p_time_zone text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  PERFORM app_now() AT TIME ZONE coalesce(p_time_zone, 'UTC');
  IF p_status NOT IN ('active', 'frozen') OR p_overdraft NOT BETWEEN 0 AND 1000000000000000 THEN
    RAISE EXCEPTION 'not a setting of an account' USING ERRCODE = 'CP101';
  END IF;
  UPDATE credit_account SET status = coalesce(p_status, status), overdraft_ucr = coalesce(p_overdraft, overdraft_ucr),
    time_zone = coalesce(p_time_zone, time_zone) WHERE org_id = p_org;
  RETURN FOUND;
END $$;

CREATE FUNCTION ledger_lock_account(p_org uuid) RETURNS credit_account LANGUAGE plpgsql AS $$
DECLARE a credit_account;
BEGIN
  PERFORM app_assert_org(p_org);
  SELECT * INTO a FROM credit_account WHERE org_id = p_org FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no credit account' USING ERRCODE = 'CP103'; END IF;
  RETURN a;
END $$;

-- What can be spent now. Credits that have expired but were not swept do not count.
CREATE FUNCTION ledger_balance(p_org uuid, OUT o_posted bigint, OUT o_held bigint, OUT o_overdraft bigint, OUT o_available bigint,
  OUT o_seq bigint, OUT o_status text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_expired bigint := 0; v_next timestamptz; v_now timestamptz := app_now();
BEGIN
  PERFORM app_assert_org(p_org);
  SELECT posted_ucr, held_ucr, overdraft_ucr, seq, status, next_expiry_at
    INTO o_posted, o_held, o_overdraft, o_seq, o_status, v_next FROM credit_account WHERE org_id = p_org;
  IF NOT FOUND THEN RETURN; END IF;
  IF v_next <= v_now THEN
    SELECT coalesce(sum(remaining_ucr), 0) INTO v_expired FROM credit_lot
      WHERE org_id = p_org AND exhausted_at IS NULL AND expires_at <= v_now;
  END IF;
  o_available := o_posted - o_held - least(v_expired, greatest(0, o_posted - o_held)) + o_overdraft;
END $$;

-- Admission --------------------------------------------------------------------------------------------------
-- May refuse, and then changes nothing. Looks before it locks: callers over a limit never queue on the account's row.
CREATE FUNCTION ledger_authorize(p_org uuid, p_request text, p_fingerprint text, p_user uuid, p_model text, p_purpose text,
  p_conversation uuid, p_message uuid, p_input bigint, p_max_output bigint, p_min_output bigint,
  p_member_limit bigint, p_hourly_limit int, p_ttl_seconds int,
  OUT o_code text, OUT o_hold uuid, OUT o_state text, OUT o_hold_ucr bigint, OUT o_max_output bigint, OUT o_available bigint,
  OUT o_required bigint, OUT o_affordable bigint, OUT o_member_used bigint, OUT o_member_resets_at timestamptz,
  OUT o_hour_used int, OUT o_hour_resets_at timestamptz, OUT o_price uuid, OUT o_markup uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := app_now();
  v_min bigint := least(p_min_output, p_max_output); v_full bigint; v_room bigint;
  v_model text := p_model; p model_price_version; k markup_version;
  a record; h record; m record; v_seen xid; v_locked boolean := false; v_hour timestamptz; v_period date;
BEGIN
  IF app_assert_org(p_org) IS NULL OR p_request IS NULL OR p_fingerprint IS NULL OR p_ttl_seconds <= 0 OR p_min_output < 0
    OR p_input NOT BETWEEN 0 AND 1000000000 OR p_max_output NOT BETWEEN 0 AND 1000000000
    OR length(p_request) > 200 OR length(p_fingerprint) > 200 OR (p_purpose IN ('chat', 'title', 'embedding')) IS NOT TRUE THEN
    RAISE EXCEPTION 'bounds of a call out of range' USING ERRCODE = 'CP101';
  END IF;

  LOOP
    SELECT v.* INTO p FROM model_price_version v JOIN model x ON x.id = v.model_id AND x.enabled
      WHERE v.model_id = v_model AND v.valid_from <= v_now AND (v.valid_to IS NULL OR v.valid_to > v_now);
    EXIT WHEN p.id IS NOT NULL OR v_model <> p_model;
    SELECT model_id INTO v_model FROM model_alias WHERE alias = p_model;
    EXIT WHEN NOT FOUND;
  END LOOP;
  SELECT * INTO k FROM markup_version WHERE scope IN (p_org::text, 'platform')
    AND valid_from <= v_now AND (valid_to IS NULL OR valid_to > v_now) ORDER BY scope = 'platform' LIMIT 1;
  IF p.id IS NOT NULL AND k.id IS NOT NULL THEN
    o_price := p.id; o_markup := k.id;
    v_full := ledger_hold_ucr(k.mode, k.from_cost_pusd, k.multiplier_bp, k.credit_price_pusd, ledger_max_cost_pusd(p, p_input, p_max_output));
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
  WITH member AS (
    UPDATE member_period_usage SET tokens_held = tokens_held + p_input + o_max_output, hour_start = v_hour, hour_calls = o_hour_used + 1
      WHERE org_id = p_org AND user_id = p_user AND period_start = v_period
  ), account AS (
    UPDATE credit_account SET held_ucr = held_ucr + o_hold_ucr WHERE org_id = p_org
  )
  INSERT INTO usage_hold (id, org_id, user_id, request_id, fingerprint, purpose, model_id, conversation_id, message_id, state,
      amount_ucr, input_tokens, max_output_tokens, period_start, price_version_id, markup_version_id, created_at, expires_at)
    VALUES (o_hold, p_org, p_user, p_request, p_fingerprint, p_purpose, v_model, p_conversation, p_message, 'active',
      o_hold_ucr, p_input, o_max_output, v_period, o_price, o_markup, v_now, v_now + make_interval(secs => p_ttl_seconds));
  o_available := o_available - o_hold_ucr;
  o_state := 'active';
END $$;

-- The provider is about to be called: from here on silence is no proof that nothing was spent.
CREATE FUNCTION ledger_dispatch(p_org uuid, p_hold uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
BEGIN
  PERFORM app_assert_org(p_org);
  UPDATE usage_hold SET dispatched_at = coalesce(dispatched_at, app_now()) WHERE id = p_hold AND org_id = p_org AND closed_at IS NULL;
  RETURN CASE WHEN FOUND THEN 'ok' ELSE 'closed' END;
END $$;

-- What was seen so far. Only ever grows, and keeps the hold from expiring. 'closed' means: deliver nothing more.
CREATE FUNCTION ledger_checkpoint(p_org uuid, p_hold uuid, p_input bigint, p_cache_read bigint, p_cache_write bigint,
  p_output bigint, p_reasoning bigint, p_ttl_seconds int) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE v_now timestamptz := app_now();
BEGIN
  PERFORM app_assert_org(p_org);
  PERFORM ledger_assert_tokens(p_input, p_cache_read, p_cache_write, p_output, p_reasoning);
  UPDATE usage_hold SET dispatched_at = coalesce(dispatched_at, v_now), checkpoint_at = v_now,
      expires_at = greatest(expires_at, v_now + make_interval(secs => p_ttl_seconds)),
      checkpoint_input_tokens = greatest(checkpoint_input_tokens, p_input),
      checkpoint_cache_read_tokens = greatest(checkpoint_cache_read_tokens, p_cache_read),
      checkpoint_cache_write_tokens = greatest(checkpoint_cache_write_tokens, p_cache_write),
      checkpoint_output_tokens = greatest(checkpoint_output_tokens, p_output),
      checkpoint_reasoning_tokens = greatest(checkpoint_reasoning_tokens, p_reasoning)
    WHERE id = p_hold AND org_id = p_org AND closed_at IS NULL;
  RETURN CASE WHEN FOUND THEN 'ok' ELSE 'closed' END;
END $$;

CREATE FUNCTION ledger_assert_tokens(p_input bigint, p_cache_read bigint, p_cache_write bigint, p_output bigint, p_reasoning bigint)
RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF (least(p_input, p_cache_read, p_cache_write, p_output, p_reasoning) >= 0
    AND greatest(p_input, p_cache_read, p_cache_write, p_output, p_reasoning) <= 1000000000
    AND p_input + p_cache_read + p_cache_write + p_output + p_reasoning IS NOT NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'token counts out of range' USING ERRCODE = 'CP101';
  END IF;
END $$;

-- Settlement -------------------------------------------------------------------------------------------------
-- Charges what a hold came to, in full and whatever the balance. Never refuses: the tokens are spent. A number of the provider's
-- that comes after a checkpoint was charged becomes a correction.
CREATE FUNCTION ledger_settle(p_org uuid, p_hold uuid, p_input bigint, p_cache_read bigint, p_cache_write bigint,
  p_output bigint, p_reasoning bigint, p_basis text, p_raw jsonb,
  OUT o_code text, OUT o_charge bigint, OUT o_cost bigint, OUT o_balance bigint, OUT o_overrun bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
  a credit_account; h usage_hold; p model_price_version; k markup_version; c record;
  v_now timestamptz; v_seq bigint; v_debt bigint; v_day date; v_late boolean; v_held_ucr bigint; v_held_tokens bigint; t int;
  v_tokens bigint;
BEGIN
  IF app_assert_org(p_org) IS NULL OR ledger_assert_tokens(p_input, p_cache_read, p_cache_write, p_output, p_reasoning) IS NULL
    OR (p_basis IN ('provider', 'stream_estimate', 'checkpoint', 'manual')) IS NOT TRUE THEN
    RAISE EXCEPTION 'not a settlement' USING ERRCODE = 'CP101';
  END IF;
  SELECT * INTO a FROM credit_account WHERE org_id = p_org FOR UPDATE;
  v_now := app_now();
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
    v_held_ucr := h.amount_ucr; v_held_tokens := h.input_tokens + h.max_output_tokens;
  ELSE
    v_held_ucr := 0; v_held_tokens := 0;
  END IF;
  IF o_charge > 0 THEN v_seq := a.seq + 1; END IF;

  -- One statement for all that a settlement writes but the lots: this runs for every call.
  WITH entry AS (
    INSERT INTO ledger_entry (org_id, seq, kind, amount_ucr, balance_after_ucr, source_id, actor_id, created_at)
      SELECT p_org, v_seq, 'usage', -o_charge, o_balance, h.id::text, h.user_id, v_now WHERE o_charge > 0
  ), hold AS (
    UPDATE usage_hold SET state = 'settled', closed_at = v_now WHERE id = p_hold
  ), member AS (
    UPDATE member_period_usage SET tokens_held = tokens_held - v_held_tokens, tokens_used = tokens_used + v_tokens,
        charged_ucr = charged_ucr + o_charge, calls = calls + 1
      WHERE org_id = p_org AND user_id = h.user_id AND period_start = h.period_start
  ), account AS (
    UPDATE credit_account SET held_ucr = held_ucr - v_held_ucr, posted_ucr = o_balance, seq = coalesce(v_seq, seq),
      rollup_dirty_from = least(rollup_dirty_from, v_day) WHERE org_id = p_org
  )
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
  IF o_charge > 0 THEN
    v_debt := ledger_draw(p_org, v_seq, o_charge, v_now, NULL);
  END IF;
  IF a.next_expiry_at <= v_now THEN
    PERFORM ledger_expire(p_org, v_now);
    SELECT posted_ucr INTO o_balance FROM credit_account WHERE org_id = p_org;
  END IF;
  o_code := CASE WHEN v_late THEN 'ok_late' ELSE 'ok' END;
END $$;

-- Closes a hold without a charge. The caller holds the account's lock and has seen the hold active.
CREATE FUNCTION ledger_close_hold(a credit_account, h usage_hold, p_state text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE usage_hold SET state = p_state, closed_at = p_now WHERE id = h.id;
  UPDATE member_period_usage SET tokens_held = tokens_held - h.input_tokens - h.max_output_tokens
    WHERE org_id = h.org_id AND user_id = h.user_id AND period_start = h.period_start;
  UPDATE credit_account SET held_ucr = held_ucr - h.amount_ucr WHERE org_id = h.org_id;
  IF a.next_expiry_at <= p_now THEN PERFORM ledger_expire(h.org_id, p_now); END IF;
END $$;

CREATE FUNCTION ledger_release(p_org uuid, p_hold uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE a credit_account := ledger_lock_account(p_org); h usage_hold;
BEGIN
  SELECT * INTO h FROM usage_hold WHERE id = p_hold AND org_id = p_org FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such hold' USING ERRCODE = 'CP102'; END IF;
  IF h.closed_at IS NOT NULL THEN RETURN h.state; END IF;
  PERFORM ledger_close_hold(a, h, 'released', app_now());
  RETURN 'ok';
END $$;

-- Organisations with a hold past its time.
CREATE FUNCTION ledger_due_orgs(p_limit int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT org_id FROM usage_hold WHERE closed_at IS NULL AND expires_at <= app_now() GROUP BY org_id ORDER BY min(expires_at) LIMIT p_limit
$$;

-- Closes what one organisation left open: what was never sent expires; what was sent is charged as far as it was seen;
-- what was sent and of which nothing was seen is released, as the charge policy says.
CREATE FUNCTION ledger_sweep_org(p_org uuid, p_limit int, OUT o_expired int, OUT o_released int, OUT o_settled int, OUT o_charged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE a credit_account := ledger_lock_account(p_org); h usage_hold; v_id uuid; v_now timestamptz := app_now();
BEGIN
  o_expired := 0; o_released := 0; o_settled := 0; o_charged := 0;
  FOR v_id IN SELECT id FROM usage_hold WHERE org_id = p_org AND closed_at IS NULL AND expires_at <= v_now
    ORDER BY expires_at, id LIMIT p_limit LOOP
    -- A checkpoint may just have prolonged it: look again with the row locked.
    SELECT * INTO h FROM usage_hold WHERE id = v_id AND closed_at IS NULL AND expires_at <= v_now FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    SELECT * INTO a FROM credit_account WHERE org_id = p_org;
    IF h.dispatched_at IS NULL THEN
      PERFORM ledger_close_hold(a, h, 'expired', v_now);
      o_expired := o_expired + 1;
    ELSIF h.checkpoint_at IS NULL THEN
      PERFORM ledger_close_hold(a, h, 'released', v_now);
      o_released := o_released + 1;
    ELSE
      o_charged := o_charged + (SELECT o_charge FROM ledger_settle(p_org, h.id, h.checkpoint_input_tokens, h.checkpoint_cache_read_tokens,
        h.checkpoint_cache_write_tokens, h.checkpoint_output_tokens, h.checkpoint_reasoning_tokens, 'checkpoint', NULL));
      o_settled := o_settled + 1;
    END IF;
  END LOOP;
END $$;

-- Each charge with the numbers that its newest correction left.
CREATE VIEW usage_charge_effective WITH (security_invoker = true) AS
  SELECT c.hold_id, c.org_id, c.user_id, c.model_id, c.purpose, c.conversation_id, c.message_id, c.entry_seq, c.day, c.created_at,
    coalesce(k.input_tokens, c.input_tokens) AS input_tokens, coalesce(k.cache_read_tokens, c.cache_read_tokens) AS cache_read_tokens,
    coalesce(k.cache_write_tokens, c.cache_write_tokens) AS cache_write_tokens,
    coalesce(k.output_tokens, c.output_tokens) AS output_tokens, coalesce(k.reasoning_tokens, c.reasoning_tokens) AS reasoning_tokens,
    coalesce(k.cost_pusd, c.cost_pusd) AS cost_pusd, coalesce(k.charge_ucr, c.charge_ucr) AS charge_ucr,
    coalesce(k.basis, c.basis) AS basis, coalesce(k.number, 0) AS corrections
  FROM usage_charge c LEFT JOIN LATERAL (
    SELECT * FROM charge_correction x WHERE x.hold_id = c.hold_id ORDER BY x.number DESC LIMIT 1) k ON true;
GRANT SELECT ON usage_charge_effective TO app_user, app_platform;

-- A later number for a charge, priced with the versions that the hold pinned. The difference is an entry of its own.
-- The caller holds the account's lock.
CREATE FUNCTION ledger_apply_correction(a credit_account, p_hold uuid, p_input bigint, p_cache_read bigint, p_cache_write bigint,
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
  UPDATE credit_account SET rollup_dirty_from = least(rollup_dirty_from, c.day) WHERE org_id = c.org_id;
END $$;

-- Money commands ----------------------------------------------------------------------------------------------
-- Each runs under an idempotency key: the same key and body answers again what it answered, another body is a conflict, and an
-- attempt that failed leaves the key unused, because the answer is written together with the effect.
CREATE FUNCTION ledger_answer(p_org uuid, p_kind text, p_key text, p_fingerprint text, p_value bigint,
  OUT o_code text, OUT o_seq bigint, OUT o_lot uuid, OUT o_amount bigint, OUT o_balance bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
  -- A billion credits at once are a mistake, and so is a key that no index can hold.
  IF (length(p_key) BETWEEN 1 AND 200 AND abs(p_value) <= 1000000000000000) IS NOT TRUE THEN
    RAISE EXCEPTION 'key or amount out of range' USING ERRCODE = 'CP101';
  END IF;
  SELECT CASE WHEN fingerprint = p_fingerprint THEN 'replay' ELSE 'conflict' END, entry_seq, lot_id, amount_ucr, balance_after_ucr
    INTO o_code, o_seq, o_lot, o_amount, o_balance FROM ledger_command WHERE org_id = p_org AND kind = p_kind AND key = p_key;
END $$;

CREATE FUNCTION ledger_fingerprint(VARIADIC p_parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT md5(to_jsonb(p_parts)::text) $$;

CREATE FUNCTION ledger_grant(p_org uuid, p_kind text, p_key text, p_amount bigint, p_expires timestamptz, p_actor uuid, p_reason text,
  OUT o_code text, OUT o_seq bigint, OUT o_lot uuid, OUT o_amount bigint, OUT o_balance bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  a credit_account := ledger_lock_account(p_org); v_now timestamptz := app_now();
  v_fingerprint text := ledger_fingerprint(p_amount::text, extract(epoch FROM p_expires)::text);
BEGIN
  IF p_kind NOT IN ('plan_grant', 'promo') OR p_amount <= 0 THEN RAISE EXCEPTION 'not a grant' USING ERRCODE = 'CP101'; END IF;
  SELECT * INTO o_code, o_seq, o_lot, o_amount, o_balance FROM ledger_answer(p_org, p_kind, p_key, v_fingerprint, p_amount);
  IF o_code IS NOT NULL THEN RETURN; END IF;
  IF p_expires <= v_now THEN o_code := 'already_expired'; RETURN; END IF;
  IF a.next_expiry_at <= v_now THEN PERFORM ledger_expire(p_org, v_now); END IF;
  SELECT x.o_lot, x.o_seq, x.o_balance INTO o_lot, o_seq, o_balance FROM ledger_add_lot(p_org, p_kind, p_key, p_amount,
    CASE p_kind WHEN 'plan_grant' THEN 10 ELSE 20 END, p_expires, p_actor, p_reason, v_now) x;
  INSERT INTO ledger_command VALUES (p_org, p_kind, p_key, v_fingerprint, o_seq, o_lot, p_amount, o_balance, v_now);
  o_code := 'ok'; o_amount := p_amount;
END $$;

CREATE FUNCTION ledger_adjust(p_org uuid, p_key text, p_amount bigint, p_actor uuid, p_reason text,
  OUT o_code text, OUT o_seq bigint, OUT o_lot uuid, OUT o_amount bigint, OUT o_balance bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  a credit_account := ledger_lock_account(p_org); v_now timestamptz := app_now(); v_fingerprint text := ledger_fingerprint(p_amount::text);
BEGIN
  IF p_amount = 0 OR coalesce(btrim(p_reason), '') = '' OR p_actor IS NULL THEN
    RAISE EXCEPTION 'an adjustment needs an amount, a reason and an actor' USING ERRCODE = 'CP101';
  END IF;
  SELECT * INTO o_code, o_seq, o_lot, o_amount, o_balance FROM ledger_answer(p_org, 'adjustment', p_key, v_fingerprint, p_amount);
  IF o_code IS NOT NULL THEN RETURN; END IF;
  IF a.next_expiry_at <= v_now THEN PERFORM ledger_expire(p_org, v_now); END IF;
  IF p_amount > 0 THEN
    SELECT x.o_lot, x.o_seq, x.o_balance INTO o_lot, o_seq, o_balance
      FROM ledger_add_lot(p_org, 'adjustment', 'manual:' || p_key, p_amount, 20, NULL, p_actor, p_reason, v_now) x;
  ELSE
    SELECT x.o_seq, x.o_balance INTO o_seq, o_balance
      FROM ledger_take_credits(p_org, 'adjustment', 'manual:' || p_key, -p_amount, NULL, p_actor, p_reason, v_now) x;
  END IF;
  INSERT INTO ledger_command VALUES (p_org, 'adjustment', p_key, v_fingerprint, o_seq, o_lot, p_amount, o_balance, v_now);
  o_code := 'ok'; o_amount := p_amount;
END $$;

CREATE FUNCTION ledger_correct(p_org uuid, p_hold uuid, p_key text, p_input bigint, p_cache_read bigint, p_cache_write bigint,
  p_output bigint, p_reasoning bigint, p_basis text, p_reason text, p_actor uuid, p_raw jsonb,
  OUT o_code text, OUT o_seq bigint, OUT o_amount bigint, OUT o_balance bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  a credit_account := ledger_lock_account(p_org); v_now timestamptz := app_now();
  v_fingerprint text := ledger_fingerprint(p_hold::text, p_input::text, p_cache_read::text, p_cache_write::text, p_output::text, p_reasoning::text);
BEGIN
  PERFORM ledger_assert_tokens(p_input, p_cache_read, p_cache_write, p_output, p_reasoning);
  SELECT x.o_code, x.o_seq, x.o_amount, x.o_balance INTO o_code, o_seq, o_amount, o_balance
    FROM ledger_answer(p_org, 'correction', p_key, v_fingerprint, 0) x;
  IF o_code IS NOT NULL THEN RETURN; END IF;
  PERFORM FROM usage_hold WHERE id = p_hold AND org_id = p_org AND state = 'settled';
  IF NOT FOUND THEN o_code := 'no_charge'; RETURN; END IF;
  SELECT x.o_seq, -x.o_delta, x.o_balance INTO o_seq, o_amount, o_balance
    FROM ledger_apply_correction(a, p_hold, p_input, p_cache_read, p_cache_write, p_output, p_reasoning, p_basis, p_reason, p_actor, p_raw, v_now) x;
  INSERT INTO ledger_command VALUES (p_org, 'correction', p_key, v_fingerprint, o_seq, NULL, o_amount, o_balance, v_now);
  o_code := 'ok';
END $$;

-- A checkout that was completed. Not paid yet: remembered, nothing granted. Paid, in any order and however often: granted once.
CREATE FUNCTION ledger_purchase(p_org uuid, p_key text, p_user uuid, p_provider text, p_amount bigint, p_price_micros bigint, p_paid boolean,
  OUT o_code text, OUT o_purchase uuid, OUT o_lot uuid, OUT o_seq bigint, OUT o_balance bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  a credit_account := ledger_lock_account(p_org); p purchase; v_now timestamptz := app_now();
  v_fingerprint text := ledger_fingerprint(p_provider, p_amount::text, p_price_micros::text);
BEGIN
  IF (p_amount BETWEEN 1 AND 1000000000000000 AND p_price_micros BETWEEN 0 AND 1000000000000000 AND length(p_key) BETWEEN 1 AND 200)
    IS NOT TRUE THEN RAISE EXCEPTION 'not a purchase' USING ERRCODE = 'CP101'; END IF;
  SELECT * INTO p FROM purchase WHERE org_id = p_org AND idempotency_key = p_key;
  IF FOUND AND p.fingerprint <> v_fingerprint THEN
    o_code := 'conflict'; o_purchase := p.id; RETURN;
  END IF;
  IF p.status = 'paid' THEN
    o_code := 'replay'; o_purchase := p.id; o_lot := p.lot_id;
    SELECT l.entry_seq, e.balance_after_ucr INTO o_seq, o_balance FROM credit_lot l
      JOIN ledger_entry e ON e.org_id = l.org_id AND e.seq = l.entry_seq WHERE l.id = p.lot_id;
    RETURN;
  END IF;
  o_purchase := coalesce(p.id, ledger_uuid());
  IF p.id IS NULL THEN
    INSERT INTO purchase (id, org_id, user_id, idempotency_key, fingerprint, provider, amount_ucr, price_usd_micros, status, created_at)
      VALUES (o_purchase, p_org, p_user, p_key, v_fingerprint, p_provider, p_amount, p_price_micros, 'pending', v_now);
  END IF;
  IF NOT p_paid THEN o_code := 'pending'; o_balance := a.posted_ucr; RETURN; END IF;
  IF a.next_expiry_at <= v_now THEN PERFORM ledger_expire(p_org, v_now); END IF;
  SELECT x.o_lot, x.o_seq, x.o_balance INTO o_lot, o_seq, o_balance
    FROM ledger_add_lot(p_org, 'purchase', o_purchase::text, p_amount, 50, NULL, p_user, NULL, v_now) x;
  UPDATE purchase SET status = 'paid', paid_at = v_now, lot_id = o_lot WHERE id = o_purchase;
  o_code := 'ok';
END $$;

-- Takes back what was bought, never more than is left of it; null means all of that. A dispute takes what is left, at most what
-- it asks for. First from the purchase's own credits, then from any others, then as debt.
CREATE FUNCTION ledger_refund(p_org uuid, p_purchase uuid, p_key text, p_kind text, p_amount bigint, p_actor uuid, p_reason text,
  OUT o_code text, OUT o_seq bigint, OUT o_amount bigint, OUT o_balance bigint, OUT o_rest bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  a credit_account := ledger_lock_account(p_org); p purchase; v_now timestamptz := app_now(); v_id uuid := ledger_uuid();
  v_fingerprint text := ledger_fingerprint(p_purchase::text, p_kind, p_amount::text);
BEGIN
  IF p_kind NOT IN ('refund', 'dispute') OR p_amount <= 0 THEN RAISE EXCEPTION 'not a refund' USING ERRCODE = 'CP101'; END IF;
  SELECT x.o_code, x.o_seq, x.o_amount, x.o_balance INTO o_code, o_seq, o_amount, o_balance
    FROM ledger_answer(p_org, 'refund', p_key, v_fingerprint, coalesce(p_amount, 0)) x;
  SELECT * INTO p FROM purchase WHERE id = p_purchase AND org_id = p_org AND status = 'paid';
  o_rest := p.amount_ucr - p.refunded_ucr;
  IF o_code IS NOT NULL THEN RETURN; END IF;
  IF p.id IS NULL THEN o_code := 'no_purchase'; RETURN; END IF;
  IF o_rest = 0 THEN o_code := 'nothing_left'; RETURN; END IF;
  IF p_kind = 'refund' AND p_amount > o_rest THEN o_code := 'exceeds_purchase'; RETURN; END IF;
  IF a.next_expiry_at <= v_now THEN PERFORM ledger_expire(p_org, v_now); END IF;
  o_amount := -least(coalesce(p_amount, o_rest), o_rest);
  SELECT x.o_seq, x.o_balance INTO o_seq, o_balance
    FROM ledger_take_credits(p_org, 'clawback', v_id::text, -o_amount, p.lot_id, p_actor, p_reason, v_now) x;
  UPDATE purchase SET refunded_ucr = refunded_ucr - o_amount WHERE id = p.id RETURNING amount_ucr - refunded_ucr INTO o_rest;
  INSERT INTO refund (id, org_id, purchase_id, kind, amount_ucr, price_usd_micros, entry_seq, actor_id, reason, created_at)
    VALUES (v_id, p_org, p.id, p_kind, -o_amount, div(p.price_usd_micros::numeric * -o_amount, p.amount_ucr), o_seq, p_actor, p_reason, v_now);
  INSERT INTO ledger_command VALUES (p_org, 'refund', p_key, v_fingerprint, o_seq, NULL, o_amount, o_balance, v_now);
  o_code := 'ok';
END $$;

-- Upkeep -------------------------------------------------------------------------------------------------------
CREATE FUNCTION ledger_expiry_orgs(p_limit int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT org_id FROM credit_account WHERE next_expiry_at <= app_now() AND posted_ucr > held_ucr ORDER BY next_expiry_at LIMIT p_limit
$$;

CREATE FUNCTION ledger_expire_lots(p_org uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE a credit_account := ledger_lock_account(p_org); v_now timestamptz := app_now();
BEGIN
  IF a.next_expiry_at <= v_now THEN RETURN ledger_expire(p_org, v_now); END IF;
  RETURN 0;
END $$;

CREATE FUNCTION ledger_dirty_orgs(p_limit int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT org_id FROM credit_account WHERE rollup_dirty_from IS NOT NULL ORDER BY rollup_dirty_from LIMIT p_limit
$$;

-- Recomputes the days since the first one that changed; p_all recomputes everything. Charges count as corrected, on their own day.
CREATE FUNCTION ledger_rebuild_rollup(p_org uuid, p_all boolean) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE a credit_account := ledger_lock_account(p_org); v_from date := CASE WHEN p_all THEN '-infinity' ELSE a.rollup_dirty_from END; v_rows int;
BEGIN
  IF v_from IS NULL THEN RETURN 0; END IF;
  DELETE FROM usage_rollup_day WHERE org_id = p_org AND day >= v_from;
  INSERT INTO usage_rollup_day
    SELECT org_id, day, user_id, model_id, purpose, count(*), sum(input_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
      sum(output_tokens), sum(reasoning_tokens), sum(cost_pusd), sum(charge_ucr)
    FROM usage_charge_effective
    -- The index is on created_at, and a local day lies within a day of it.
    WHERE org_id = p_org AND day >= v_from AND created_at >= v_from::timestamp - interval '2 days'
    GROUP BY org_id, day, user_id, model_id, purpose;
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  UPDATE credit_account SET rollup_dirty_from = NULL WHERE org_id = p_org;
  RETURN v_rows;
END $$;

-- Versions -------------------------------------------------------------------------------------------------------
-- Puts a new price in force from now. Holds that are open keep the version they pinned.
-- p_tiers: [{"fromInputTokens","input","cacheRead","cacheWrite","output","reasoning","request"}], ascending; pusd per token as strings.
CREATE FUNCTION ledger_publish_price(p_model text, p_tiers jsonb, p_source text, p_actor uuid, p_reason text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_now timestamptz := app_now(); v_next timestamptz;
BEGIN
  PERFORM FROM model WHERE id = p_model FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such model' USING ERRCODE = 'CP101'; END IF;
  -- Two edits in one instant: the later one begins a microsecond later.
  SELECT greatest(v_now, max(valid_from) + interval '1 microsecond') INTO v_now FROM model_price_version
    WHERE model_id = p_model AND valid_from <= v_now;
  -- What is announced for a later day stays announced.
  SELECT min(valid_from) INTO v_next FROM model_price_version WHERE model_id = p_model AND valid_from > v_now;
  UPDATE model_price_version SET valid_to = v_now
    WHERE model_id = p_model AND valid_from < v_now AND (valid_to IS NULL OR valid_to > v_now);
  RETURN ledger_insert_price(p_model, v_now, v_next, p_tiers, p_source, p_actor, p_reason);
END $$;

CREATE FUNCTION ledger_insert_price(p_model text, p_from timestamptz, p_to timestamptz, p_tiers jsonb, p_source text, p_actor uuid, p_reason text)
RETURNS uuid LANGUAGE sql AS $$
  INSERT INTO model_price_version (id, model_id, number, valid_from, valid_to, from_input_tokens, input_pusd, cache_read_pusd,
      cache_write_pusd, output_pusd, reasoning_pusd, request_pusd, source, created_by, reason, created_at)
    SELECT ledger_uuid(), p_model, (SELECT coalesce(max(number), 0) + 1 FROM model_price_version WHERE model_id = p_model), p_from, p_to,
      array_agg((t->>'fromInputTokens')::bigint ORDER BY n), array_agg((t->>'input')::bigint ORDER BY n),
      array_agg((t->>'cacheRead')::bigint ORDER BY n), array_agg((t->>'cacheWrite')::bigint ORDER BY n),
      array_agg((t->>'output')::bigint ORDER BY n), array_agg((t->>'reasoning')::bigint ORDER BY n),
      array_agg((t->>'request')::bigint ORDER BY n), p_source, p_actor, p_reason, app_now()
    FROM jsonb_array_elements(p_tiers) WITH ORDINALITY AS x (t, n) RETURNING id
$$;

-- The prices that come with the product: [{"validFrom", "tiers"}], ascending. A new model gets all of them, so that those announced
-- for a later day begin by themselves. Later data replaces the price in force only where that came from the data too.
CREATE FUNCTION ledger_seed_prices(p_model text, p_prices jsonb, p_source text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE r record; v_id uuid; v_now timestamptz := app_now(); v_source text; v_tiers jsonb; v_added int := 0;
BEGIN
  PERFORM FROM model WHERE id = p_model FOR UPDATE;
  IF NOT EXISTS (SELECT FROM model_price_version WHERE model_id = p_model) THEN
    FOR r IN SELECT (p->>'validFrom')::timestamptz AS valid_from, lead((p->>'validFrom')::timestamptz) OVER (ORDER BY n) AS valid_to,
        p->'tiers' AS tiers FROM jsonb_array_elements(p_prices) WITH ORDINALITY AS x (p, n) ORDER BY n LOOP
      v_id := ledger_insert_price(p_model, r.valid_from, r.valid_to, r.tiers, p_source, NULL, NULL);
      v_added := v_added + 1;
    END LOOP;
    RETURN v_added;
  END IF;
  SELECT p->'tiers' INTO v_tiers FROM jsonb_array_elements(p_prices) p
    WHERE (p->>'validFrom')::timestamptz <= v_now ORDER BY (p->>'validFrom')::timestamptz DESC LIMIT 1;
  SELECT id, source INTO v_id, v_source FROM model_price_version
    WHERE model_id = p_model AND valid_from <= v_now AND (valid_to IS NULL OR valid_to > v_now);
  IF v_source = p_source AND v_tiers IS NOT NULL AND v_tiers IS DISTINCT FROM (SELECT jsonb_agg(jsonb_build_object(
      'fromInputTokens', from_input_tokens, 'input', input_pusd::text, 'cacheRead', cache_read_pusd::text,
      'cacheWrite', cache_write_pusd::text, 'output', output_pusd::text, 'reasoning', reasoning_pusd::text,
      'request', request_pusd::text) ORDER BY from_input_tokens) FROM model_price_tier WHERE price_version_id = v_id) THEN
    PERFORM ledger_publish_price(p_model, v_tiers, p_source, NULL, 'newer price data');
    v_added := 1;
  END IF;
  RETURN v_added;
END $$;

-- p_tiers: [{"fromCostPusd","multiplierBp"}], ascending from 0. p_from: null is now; earlier only for a scope's first version.
CREATE FUNCTION ledger_publish_markup(p_scope text, p_mode text, p_credit_price bigint, p_tiers jsonb, p_actor uuid, p_reason text,
  p_from timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_id uuid := ledger_uuid(); v_now timestamptz := app_now();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('markup:' || p_scope, 0));
  IF p_from IS NOT NULL AND NOT EXISTS (SELECT FROM markup_version WHERE scope = p_scope) THEN v_now := p_from; END IF;
  SELECT greatest(v_now, max(valid_from) + interval '1 microsecond') INTO v_now FROM markup_version WHERE scope = p_scope;
  UPDATE markup_version SET valid_to = v_now WHERE scope = p_scope AND valid_to IS NULL;
  INSERT INTO markup_version (id, scope, number, valid_from, mode, credit_price_pusd, from_cost_pusd, multiplier_bp, created_by, reason, created_at)
    SELECT v_id, p_scope, (SELECT coalesce(max(number), 0) + 1 FROM markup_version WHERE scope = p_scope), v_now, p_mode, p_credit_price,
      array_agg((t->>'fromCostPusd')::bigint ORDER BY n), array_agg((t->>'multiplierBp')::int ORDER BY n), p_actor, p_reason, app_now()
    FROM jsonb_array_elements(p_tiers) WITH ORDINALITY AS x (t, n);
  RETURN v_id;
END $$;

-- A version as the application keeps it; versions never change, so it asks once.
CREATE FUNCTION ledger_price_tiers(p_version uuid) RETURNS SETOF model_price_tier
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT * FROM model_price_tier WHERE price_version_id = p_version ORDER BY from_input_tokens
$$;
CREATE FUNCTION ledger_markup_tiers(p_version uuid)
RETURNS TABLE (mode text, credit_price_pusd bigint, from_cost_pusd bigint, multiplier_bp int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT v.mode, v.credit_price_pusd, t.from_cost_pusd, t.multiplier_bp FROM markup_version v
    JOIN markup_tier t ON t.markup_version_id = v.id WHERE v.id = p_version ORDER BY t.from_cost_pusd
$$;

-- Who may call what ------------------------------------------------------------------------------------------------
-- The definer functions check the transaction's organisation themselves. Helpers are reachable from inside those alone.
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT oid::regprocedure AS name, proname FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'ledger\_%' LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
    IF f.proname IN ('ledger_charge_ucr', 'ledger_authorize', 'ledger_dispatch', 'ledger_checkpoint', 'ledger_settle', 'ledger_release', 'ledger_balance',
      'ledger_price_tiers', 'ledger_markup_tiers') THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO counterpart_app, app_user, app_platform', f.name);
    ELSIF f.proname IN ('ledger_open_account', 'ledger_configure_account', 'ledger_grant', 'ledger_adjust', 'ledger_correct',
      'ledger_purchase', 'ledger_refund', 'ledger_due_orgs', 'ledger_sweep_org', 'ledger_expiry_orgs', 'ledger_expire_lots',
      'ledger_dirty_orgs', 'ledger_rebuild_rollup', 'ledger_publish_price', 'ledger_publish_markup') THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO counterpart_app, app_platform', f.name);
    END IF;
  END LOOP;
END $$;
