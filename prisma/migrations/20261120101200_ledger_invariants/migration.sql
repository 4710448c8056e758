-- What must always be true of the ledger. ledger_violation names every place where something is not; ledger_invariants counts
-- them, and each count must be 0. Meant for a check on demand, not for a request: it reads the whole ledger.

-- Whoever asks sees their own rows only, so inside an organisation's transaction it is that organisation's check, and a quick one.
CREATE VIEW ledger_violation WITH (security_invoker = true) AS
  SELECT 'posted is the sum of the entries' AS invariant, a.org_id, a.org_id::text AS subject
  FROM credit_account a LEFT JOIN ledger_entry e ON e.org_id = a.org_id
  GROUP BY a.org_id, a.posted_ucr, a.seq HAVING a.posted_ucr <> coalesce(sum(e.amount_ucr), 0) OR a.seq <> count(e.seq)

  UNION ALL SELECT 'entries are numbered without gaps and their balances chain', org_id, seq::text
  FROM (SELECT org_id, seq, amount_ucr, balance_after_ucr, lag(seq, 1, 0::bigint) OVER w AS before_seq,
      lag(balance_after_ucr, 1, 0::bigint) OVER w AS before_ucr FROM ledger_entry WINDOW w AS (PARTITION BY org_id ORDER BY seq)) t
  WHERE seq <> before_seq + 1 OR balance_after_ucr <> before_ucr + amount_ucr

  UNION ALL SELECT 'an entry has the sign of its kind', e.org_id, e.seq::text
  FROM ledger_entry e WHERE (CASE WHEN e.kind IN ('plan_grant', 'purchase', 'promo') THEN e.amount_ucr > 0
    WHEN e.kind IN ('usage', 'expiry', 'clawback') THEN e.amount_ucr < 0 ELSE e.kind = 'adjustment' END) IS NOT TRUE

  UNION ALL SELECT 'every row is well formed', x.org_id, x.subject FROM (
    SELECT org_id, 'account' AS subject, overdraft_ucr >= 0 AND status IN ('active', 'frozen') AS is_formed FROM credit_account
    UNION ALL SELECT org_id, 'lot ' || id, amount_ucr > 0 AND (remaining_ucr = 0) = (exhausted_at IS NOT NULL)
      AND coalesce(expires_at > effective_at, true) FROM credit_lot
    UNION ALL SELECT org_id, 'consumption ' || entry_seq, amount_ucr > 0 FROM lot_consumption
    UNION ALL SELECT org_id, 'hold ' || id, state IN ('active', 'settled', 'released', 'expired') AND (state = 'active') = (closed_at IS NULL)
      AND (checkpoint_at IS NULL OR dispatched_at IS NOT NULL) AND amount_ucr >= 0 AND input_tokens >= 0 AND max_output_tokens >= 0
      AND purpose IN ('chat', 'title', 'embedding') AND expires_at > created_at FROM usage_hold
    UNION ALL SELECT org_id, 'charge ' || hold_id, least(input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
        cost_pusd, charge_ucr, overrun_ucr) >= 0 AND (cost_pusd > 0) = (charge_ucr > 0) AND (charge_ucr > 0) = (entry_seq IS NOT NULL)
      AND basis IN ('provider', 'stream_estimate', 'checkpoint', 'manual') FROM usage_charge
    UNION ALL SELECT org_id, 'member ' || user_id, least(tokens_used, tokens_held, calls, hour_calls) >= 0 FROM member_period_usage) x
  WHERE x.is_formed IS NOT TRUE

  UNION ALL SELECT 'held is the sum of the active holds', a.org_id, a.org_id::text
  FROM credit_account a LEFT JOIN usage_hold h ON h.org_id = a.org_id AND h.closed_at IS NULL
  GROUP BY a.org_id, a.held_ucr HAVING a.held_ucr <> coalesce(sum(h.amount_ucr), 0)

  UNION ALL SELECT 'the lots hold what is posted, or nothing when in debt', a.org_id, a.org_id::text
  FROM credit_account a LEFT JOIN credit_lot l ON l.org_id = a.org_id
  GROUP BY a.org_id, a.posted_ucr HAVING greatest(a.posted_ucr, 0) <> coalesce(sum(l.remaining_ucr), 0)

  UNION ALL SELECT 'what left a lot is recorded', l.org_id, l.id::text
  FROM credit_lot l LEFT JOIN lot_consumption c ON c.lot_id = l.id
  GROUP BY l.org_id, l.id HAVING l.amount_ucr - l.remaining_ucr <> coalesce(sum(c.amount_ucr), 0)

  UNION ALL SELECT 'a lot was granted by an entry of its kind and amount', l.org_id, l.id::text
  FROM credit_lot l LEFT JOIN ledger_entry e ON e.org_id = l.org_id AND e.seq = l.entry_seq
  WHERE (e.kind, e.amount_ucr, e.source_id) IS DISTINCT FROM (l.kind, l.amount_ucr, l.source_id)

  UNION ALL SELECT 'what left a lot is recorded', c.org_id, c.lot_id::text
  FROM lot_consumption c LEFT JOIN credit_lot l ON l.id = c.lot_id AND l.org_id = c.org_id WHERE l.id IS NULL

  UNION ALL SELECT 'an entry draws no more than it takes', c.org_id, c.entry_seq::text
  FROM lot_consumption c LEFT JOIN ledger_entry e ON e.org_id = c.org_id AND e.seq = c.entry_seq
  GROUP BY c.org_id, c.entry_seq, e.amount_ucr HAVING e.amount_ucr IS NULL OR sum(c.amount_ucr) > abs(e.amount_ucr)

  UNION ALL SELECT 'a grant adds exactly one lot', e.org_id, e.seq::text
  FROM ledger_entry e LEFT JOIN credit_lot l ON l.org_id = e.org_id AND l.entry_seq = e.seq
  WHERE (e.amount_ucr > 0) <> (l.id IS NOT NULL)

  UNION ALL SELECT 'no expired credit is left except what holds were promised', a.org_id, l.id::text
  FROM credit_account a JOIN credit_lot l ON l.org_id = a.org_id AND l.exhausted_at IS NULL
  WHERE l.expires_at IS NOT NULL AND (a.next_expiry_at IS NULL OR a.next_expiry_at > l.expires_at)

  UNION ALL SELECT 'settled means exactly one charge', coalesce(h.org_id, c.org_id), coalesce(h.id, c.hold_id)::text
  FROM usage_hold h FULL JOIN usage_charge c ON c.hold_id = h.id
  WHERE (h.state = 'settled') IS DISTINCT FROM (c.hold_id IS NOT NULL) OR (c.hold_id IS NOT NULL
    AND (h.org_id, h.user_id, h.request_id, h.model_id, h.purpose, h.price_version_id, h.markup_version_id)
      IS DISTINCT FROM (c.org_id, c.user_id, c.request_id, c.model_id, c.purpose, c.price_version_id, c.markup_version_id))

  UNION ALL SELECT 'a charge is the entry it made', coalesce(c.org_id, e.org_id), coalesce(c.hold_id::text, e.source_id)
  FROM (SELECT * FROM usage_charge WHERE charge_ucr > 0) c
  FULL JOIN (SELECT * FROM ledger_entry WHERE kind = 'usage') e ON e.org_id = c.org_id AND e.seq = c.entry_seq
  WHERE (e.amount_ucr, e.source_id, e.balance_after_ucr) IS DISTINCT FROM (-c.charge_ucr, c.hold_id::text, c.balance_after_ucr)

  UNION ALL SELECT 'a charge follows from its own snapshot', c.org_id, c.hold_id::text
  FROM usage_charge c
  CROSS JOIN LATERAL (SELECT CASE WHEN input_tokens + cache_read_tokens + cache_write_tokens + output_tokens + reasoning_tokens = 0 THEN 0
    ELSE input_tokens::numeric * input_pusd + cache_read_tokens * cache_read_pusd + cache_write_tokens * cache_write_pusd
      + output_tokens * output_pusd + reasoning_tokens * reasoning_pusd + request_pusd END AS cost_pusd) x
  WHERE c.cost_pusd <> x.cost_pusd
    OR c.charge_ucr <> ledger_charge_ucr(c.markup_mode, c.markup_from_pusd, c.markup_multiplier_bp, c.credit_price_pusd, c.cost_pusd)

  UNION ALL SELECT 'a charge carries the rates and the markup that its hold pinned', c.org_id, c.hold_id::text
  FROM usage_charge c
  LEFT JOIN LATERAL (SELECT * FROM model_price_tier t WHERE t.price_version_id = c.price_version_id
    AND t.from_input_tokens <= c.input_tokens + c.cache_read_tokens + c.cache_write_tokens ORDER BY t.from_input_tokens DESC LIMIT 1) t ON true
  LEFT JOIN markup_version v ON v.id = c.markup_version_id
  WHERE (t.from_input_tokens, t.input_pusd, t.cache_read_pusd, t.cache_write_pusd, t.output_pusd, t.reasoning_pusd, t.request_pusd)
      IS DISTINCT FROM (c.price_tier_from_tokens, c.input_pusd, c.cache_read_pusd, c.cache_write_pusd, c.output_pusd, c.reasoning_pusd, c.request_pusd)
    OR (v.mode, v.credit_price_pusd) IS DISTINCT FROM (c.markup_mode, c.credit_price_pusd)
    OR c.markup_from_pusd <> ARRAY(SELECT from_cost_pusd FROM markup_tier m WHERE m.markup_version_id = c.markup_version_id ORDER BY 1)
    OR c.markup_multiplier_bp <> ARRAY(SELECT multiplier_bp FROM markup_tier m WHERE m.markup_version_id = c.markup_version_id ORDER BY from_cost_pusd)

  UNION ALL SELECT 'a correction is the entry it made and follows from what came before', k.org_id, k.id::text
  FROM (SELECT *, lag(charge_ucr) OVER (PARTITION BY hold_id ORDER BY number) AS before_ucr FROM charge_correction) k
  JOIN usage_charge c ON c.hold_id = k.hold_id
  LEFT JOIN ledger_entry e ON e.org_id = k.org_id AND e.seq = k.entry_seq
  WHERE k.delta_ucr <> k.charge_ucr - coalesce(k.before_ucr, c.charge_ucr)
    OR k.charge_ucr <> ledger_charge_ucr(c.markup_mode, c.markup_from_pusd, c.markup_multiplier_bp, c.credit_price_pusd, k.cost_pusd)
    OR k.org_id <> c.org_id
    OR (k.entry_seq IS NOT NULL AND (e.kind, e.amount_ucr, e.source_id) IS DISTINCT FROM ('adjustment', -k.delta_ucr, 'correction:' || k.id))

  UNION ALL SELECT 'a member''s month is their holds and charges', coalesce(m.org_id, s.org_id), coalesce(m.user_id, s.user_id)::text
  FROM member_period_usage m
  FULL JOIN (SELECT h.org_id, h.user_id, h.period_start,
      coalesce(sum(h.input_tokens + h.max_output_tokens) FILTER (WHERE h.closed_at IS NULL), 0) AS held,
      coalesce(sum(c.input_tokens + c.cache_read_tokens + c.cache_write_tokens + c.output_tokens + c.reasoning_tokens), 0) AS used,
      coalesce(sum(c.charge_ucr), 0) AS charged, count(c.hold_id) AS calls
    FROM usage_hold h LEFT JOIN usage_charge_effective c ON c.hold_id = h.id GROUP BY 1, 2, 3) s
    ON s.org_id = m.org_id AND s.user_id = m.user_id AND s.period_start = m.period_start
  WHERE (m.tokens_held, m.tokens_used, m.charged_ucr, m.calls) IS DISTINCT FROM (s.held::bigint, s.used::bigint, s.charged::bigint, s.calls)

  UNION ALL SELECT 'a paid purchase has exactly one lot', coalesce(p.org_id, l.org_id), coalesce(p.id::text, l.source_id)
  FROM (SELECT * FROM purchase WHERE status = 'paid') p
  FULL JOIN (SELECT * FROM credit_lot WHERE kind = 'purchase') l ON l.id = p.lot_id
  WHERE (l.org_id, l.source_id, l.amount_ucr) IS DISTINCT FROM (p.org_id, p.id::text, p.amount_ucr)

  UNION ALL SELECT 'refunds stay within their purchase and are entries', p.org_id, p.id::text
  FROM purchase p
  LEFT JOIN (SELECT r.purchase_id, sum(r.amount_ucr) AS amount_ucr, bool_and(e.amount_ucr IS NOT DISTINCT FROM -r.amount_ucr
      AND e.kind = 'clawback' AND e.source_id = r.id::text) AS is_booked
    FROM refund r LEFT JOIN ledger_entry e ON e.org_id = r.org_id AND e.seq = r.entry_seq GROUP BY 1) r ON r.purchase_id = p.id
  WHERE p.refunded_ucr <> coalesce(r.amount_ucr, 0) OR NOT coalesce(r.is_booked, true)

  UNION ALL SELECT 'an adjustment or grant has the command that asked for it', e.org_id, e.seq::text
  FROM ledger_entry e LEFT JOIN ledger_command c ON c.org_id = e.org_id AND c.entry_seq = e.seq
  WHERE (e.kind IN ('plan_grant', 'promo', 'clawback') OR e.source_id LIKE 'manual:%')
    AND (c.amount_ucr, c.balance_after_ucr) IS DISTINCT FROM (e.amount_ucr, e.balance_after_ucr)

  -- The sweeper comes by every minute; what it still has not closed after ten is stuck.
  UNION ALL SELECT 'no hold is open long past its time', h.org_id, h.id::text
  FROM usage_hold h WHERE h.closed_at IS NULL AND h.expires_at < app_now() - interval '10 minutes'

  -- Days from rollup_dirty_from on are known to be due; every other day must agree.
  UNION ALL SELECT 'the daily rollups are the charges', coalesce(r.org_id, s.org_id), coalesce(r.day, s.day)::text
  FROM usage_rollup_day r
  FULL JOIN (SELECT org_id, day, user_id, model_id, purpose, count(*) AS calls, sum(input_tokens)::bigint AS input_tokens,
      sum(cache_read_tokens)::bigint AS cache_read_tokens, sum(cache_write_tokens)::bigint AS cache_write_tokens,
      sum(output_tokens)::bigint AS output_tokens, sum(reasoning_tokens)::bigint AS reasoning_tokens,
      sum(cost_pusd)::bigint AS cost_pusd, sum(charge_ucr)::bigint AS charge_ucr
    FROM usage_charge_effective GROUP BY 1, 2, 3, 4, 5) s
    ON s.org_id = r.org_id AND s.day = r.day AND s.user_id = r.user_id AND s.model_id = r.model_id AND s.purpose = r.purpose
  JOIN credit_account a ON a.org_id = coalesce(r.org_id, s.org_id)
  WHERE coalesce(r.day, s.day) < coalesce(a.rollup_dirty_from, 'infinity')
    AND (r.calls, r.input_tokens, r.cache_read_tokens, r.cache_write_tokens, r.output_tokens, r.reasoning_tokens, r.cost_pusd, r.charge_ucr)
      IS DISTINCT FROM (s.calls, s.input_tokens, s.cache_read_tokens, s.cache_write_tokens, s.output_tokens, s.reasoning_tokens, s.cost_pusd, s.charge_ucr);

CREATE FUNCTION ledger_invariant_names() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[
    'posted is the sum of the entries',
    'entries are numbered without gaps and their balances chain',
    'an entry has the sign of its kind',
    'every row is well formed',
    'held is the sum of the active holds',
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
    'a paid purchase has exactly one lot',
    'refunds stay within their purchase and are entries',
    'an adjustment or grant has the command that asked for it',
    'no hold is open long past its time',
    'the daily rollups are the charges'] $$;

CREATE VIEW ledger_invariants WITH (security_invoker = true) AS
  SELECT i.invariant, count(v.invariant) AS violations
  FROM unnest(ledger_invariant_names()) WITH ORDINALITY AS i (invariant, position)
  LEFT JOIN ledger_violation v ON v.invariant = i.invariant
  GROUP BY i.invariant, i.position ORDER BY i.position;

GRANT SELECT ON ledger_violation, ledger_invariants TO app_platform;
GRANT SELECT ON ledger_violation TO app_user;

-- For the check that anybody who runs the installation may make; it tells no more than where to look.
CREATE FUNCTION ledger_check() RETURNS TABLE (invariant text, violations bigint, org_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH v AS MATERIALIZED (SELECT * FROM ledger_violation)
  SELECT i.invariant, count(v.invariant), coalesce(array_agg(DISTINCT v.org_id) FILTER (WHERE v.org_id IS NOT NULL), '{}')
  FROM unnest(ledger_invariant_names()) WITH ORDINALITY AS i (invariant, position)
  LEFT JOIN v ON v.invariant = i.invariant GROUP BY i.invariant, i.position ORDER BY i.position
$$;
REVOKE ALL ON FUNCTION ledger_check() FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger_invariant_names() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_invariant_names() TO app_platform;
GRANT EXECUTE ON FUNCTION ledger_check() TO counterpart_app, app_platform;
