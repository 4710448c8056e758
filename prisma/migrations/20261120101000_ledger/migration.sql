-- The ledger's tables: accounts, entries, lots, holds, charges, prices, markups, purchases, rollups.
-- Units: credits are micro-credits (ucr, 1 credit = 1,000,000); provider cost is pico-USD (pusd). Both bigint, never a float.
-- Only the functions of the next migration write here; every other role may at most read.

-- Ranges of prices and markups must not overlap, and equality inside an exclusion constraint needs this (a trusted extension).
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Ordered by time, so that the newest rows share the pages of an index. Works before PostgreSQL 18 too.
CREATE FUNCTION ledger_uuid() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

CREATE FUNCTION ledger_ascending_from_0(p bigint[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p[1] = 0 AND cardinality(p) > 0 AND coalesce((SELECT bool_and(p[i] < p[i + 1]) FROM generate_series(1, cardinality(p) - 1) i), true)
$$;
CREATE FUNCTION ledger_each_within(p bigint[], p_count int, p_max bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT cardinality(p) = p_count AND coalesce((SELECT bool_and(x IS NOT NULL AND x BETWEEN 0 AND p_max) FROM unnest(p) x), false)
$$;

-- Catalogue ------------------------------------------------------------------------------------------
CREATE TABLE model (
  id text PRIMARY KEY,
  provider text NOT NULL,
  display_name text NOT NULL,
  kind text NOT NULL,
  context_window integer NOT NULL,
  max_output_tokens integer NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  position integer NOT NULL,
  CONSTRAINT model_kind_check CHECK (kind IN ('chat', 'embedding')),
  CONSTRAINT model_size_check CHECK (context_window > 0 AND max_output_tokens >= 0)
);

-- Exact names only: matching by prefix bills one model as another.
CREATE TABLE model_alias (
  alias text PRIMARY KEY,
  model_id text NOT NULL REFERENCES model (id)
);
CREATE INDEX model_alias_model_id_idx ON model_alias (model_id);

-- The price of a model in a range of time. Rates in pusd per token, one array element a tier: the first tier is the base, from 0
-- tokens; the others are for long contexts, by the request's whole input. One row, so that "never edited" is one trigger and a
-- call reads its price with one look.
CREATE TABLE model_price_version (
  id uuid PRIMARY KEY,
  model_id text NOT NULL REFERENCES model (id),
  -- For people: the model's first price is 1.
  number integer NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  from_input_tokens bigint[] NOT NULL,
  input_pusd bigint[] NOT NULL,
  cache_read_pusd bigint[] NOT NULL,
  cache_write_pusd bigint[] NOT NULL,
  output_pusd bigint[] NOT NULL,
  reasoning_pusd bigint[] NOT NULL,
  request_pusd bigint[] NOT NULL,
  source text NOT NULL,
  created_by uuid,
  reason text,
  created_at timestamptz NOT NULL,
  CONSTRAINT model_price_version_range_check CHECK (valid_to > valid_from),
  CONSTRAINT model_price_version_overlap EXCLUDE USING gist (model_id WITH =, tstzrange(valid_from, valid_to) WITH &&),
  CONSTRAINT model_price_version_tiers_check CHECK (ledger_ascending_from_0(from_input_tokens)),
  -- The bounds keep the cost of the largest call that is accepted (a billion tokens of each kind) inside 63 bits.
  CONSTRAINT model_price_version_rates_check CHECK (
    ledger_each_within(input_pusd, cardinality(from_input_tokens), 1000000000)
    AND ledger_each_within(cache_read_pusd, cardinality(from_input_tokens), 1000000000)
    AND ledger_each_within(cache_write_pusd, cardinality(from_input_tokens), 1000000000)
    AND ledger_each_within(output_pusd, cardinality(from_input_tokens), 1000000000)
    AND ledger_each_within(reasoning_pusd, cardinality(from_input_tokens), 1000000000)
    AND ledger_each_within(request_pusd, cardinality(from_input_tokens), 1000000000000000))
);
CREATE UNIQUE INDEX model_price_version_model_id_valid_from_key ON model_price_version (model_id, valid_from);
CREATE UNIQUE INDEX model_price_version_model_id_number_key ON model_price_version (model_id, number);

-- The same, a row a tier.
CREATE VIEW model_price_tier WITH (security_invoker = true) AS
  SELECT v.id AS price_version_id, t.* FROM model_price_version v,
    unnest(v.from_input_tokens, v.input_pusd, v.cache_read_pusd, v.cache_write_pusd, v.output_pusd, v.reasoning_pusd, v.request_pusd)
      AS t (from_input_tokens, input_pusd, cache_read_pusd, cache_write_pusd, output_pusd, reasoning_pusd, request_pusd);

-- scope is 'platform' or an organisation's id; an organisation's own version goes before the platform's.
CREATE TABLE markup_version (
  id uuid PRIMARY KEY,
  scope text NOT NULL,
  number integer NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  mode text NOT NULL,
  credit_price_pusd bigint NOT NULL,
  from_cost_pusd bigint[] NOT NULL,
  multiplier_bp integer[] NOT NULL,
  created_by uuid,
  reason text NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT markup_version_mode_check CHECK (mode IN ('volume', 'graduated')),
  CONSTRAINT markup_version_credit_price_check CHECK (credit_price_pusd > 0),
  CONSTRAINT markup_version_tiers_check CHECK (ledger_ascending_from_0(from_cost_pusd)
    AND cardinality(multiplier_bp) = cardinality(from_cost_pusd) AND 1 <= ALL (multiplier_bp) AND 10000000 >= ALL (multiplier_bp)),
  CONSTRAINT markup_version_range_check CHECK (valid_to > valid_from),
  CONSTRAINT markup_version_overlap EXCLUDE USING gist (scope WITH =, tstzrange(valid_from, valid_to) WITH &&)
);
CREATE UNIQUE INDEX markup_version_scope_valid_from_key ON markup_version (scope, valid_from);
CREATE UNIQUE INDEX markup_version_scope_number_key ON markup_version (scope, number);

CREATE VIEW markup_tier WITH (security_invoker = true) AS
  SELECT v.id AS markup_version_id, t.* FROM markup_version v,
    unnest(v.from_cost_pusd, v.multiplier_bp) AS t (from_cost_pusd, multiplier_bp);

-- Accounts, entries, lots ------------------------------------------------------------------------------
-- PostgreSQL reads the text of every check again for each statement that writes the row: measured, 15% of a call's whole time.
-- So the tables that every call writes keep the checks that guard a balance; the others are invariants (see docs/decisions).
-- The one serialisation point of an organisation. No index on anything that changes, so that updates stay in their page.
CREATE TABLE credit_account (
  org_id uuid PRIMARY KEY REFERENCES organization (id),
  posted_ucr bigint NOT NULL DEFAULT 0,
  held_ucr bigint NOT NULL DEFAULT 0,
  overdraft_ucr bigint NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0,
  next_expiry_at timestamptz,
  status text NOT NULL DEFAULT 'active',
  time_zone text NOT NULL DEFAULT 'UTC',
  rollup_dirty_from date,
  created_at timestamptz NOT NULL,
  CONSTRAINT credit_account_held_check CHECK (held_ucr >= 0)
) WITH (fillfactor = 50);

CREATE TABLE ledger_entry (
  org_id uuid NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL,
  amount_ucr bigint NOT NULL,
  balance_after_ucr bigint NOT NULL,
  source_id text NOT NULL,
  actor_id uuid,
  reason text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, seq),
  CONSTRAINT ledger_entry_amount_check CHECK (amount_ucr <> 0)
);
-- A usage entry is unique by its charge, whose key is the hold.
CREATE UNIQUE INDEX ledger_entry_org_id_kind_source_id_key ON ledger_entry (org_id, kind, source_id) WHERE kind <> 'usage';

-- A grant of credits, spent in the order priority, earliest expiry, age.
CREATE TABLE credit_lot (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  entry_seq bigint NOT NULL,
  kind text NOT NULL,
  source_id text NOT NULL,
  priority smallint NOT NULL,
  amount_ucr bigint NOT NULL,
  remaining_ucr bigint NOT NULL,
  effective_at timestamptz NOT NULL,
  expires_at timestamptz,
  exhausted_at timestamptz,
  CONSTRAINT credit_lot_entry_fkey FOREIGN KEY (org_id, entry_seq) REFERENCES ledger_entry (org_id, seq),
  CONSTRAINT credit_lot_remaining_check CHECK (remaining_ucr BETWEEN 0 AND amount_ucr)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX credit_lot_org_id_entry_seq_key ON credit_lot (org_id, entry_seq);
-- exhausted_at, not remaining_ucr: a spend that leaves something in the lot touches no index.
CREATE INDEX credit_lot_open ON credit_lot (org_id, priority, expires_at, entry_seq) WHERE exhausted_at IS NULL;

CREATE TABLE lot_consumption (
  org_id uuid NOT NULL,
  entry_seq bigint NOT NULL,
  lot_id uuid NOT NULL,
  amount_ucr bigint NOT NULL,
  PRIMARY KEY (org_id, entry_seq, lot_id)
);

-- Usage --------------------------------------------------------------------------------------------------
CREATE TABLE usage_hold (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  request_id text NOT NULL,
  fingerprint text NOT NULL,
  purpose text NOT NULL,
  model_id text NOT NULL,
  conversation_id uuid,
  message_id uuid,
  state text NOT NULL,
  amount_ucr bigint NOT NULL,
  input_tokens bigint NOT NULL,
  max_output_tokens bigint NOT NULL,
  period_start date NOT NULL,
  price_version_id uuid NOT NULL,
  markup_version_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  dispatched_at timestamptz,
  checkpoint_at timestamptz,
  checkpoint_input_tokens bigint NOT NULL DEFAULT 0,
  checkpoint_cache_read_tokens bigint NOT NULL DEFAULT 0,
  checkpoint_cache_write_tokens bigint NOT NULL DEFAULT 0,
  checkpoint_output_tokens bigint NOT NULL DEFAULT 0,
  checkpoint_reasoning_tokens bigint NOT NULL DEFAULT 0,
  closed_at timestamptz
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX usage_hold_org_id_request_id_key ON usage_hold (org_id, request_id);
-- Not on expires_at: a checkpoint moves it, and must stay in its page. The sweeper reads all active holds, which are few.
CREATE INDEX usage_hold_active ON usage_hold (org_id, id) WHERE closed_at IS NULL;

-- What one call cost and what was charged for it, with everything that is needed to compute it again. Never edited.
CREATE TABLE usage_charge (
  hold_id uuid PRIMARY KEY REFERENCES usage_hold (id),
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  request_id text NOT NULL,
  purpose text NOT NULL,
  model_id text NOT NULL,
  conversation_id uuid,
  message_id uuid,
  entry_seq bigint,
  input_tokens bigint NOT NULL,
  cache_read_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  price_version_id uuid NOT NULL,
  price_tier_from_tokens bigint NOT NULL,
  input_pusd bigint NOT NULL,
  cache_read_pusd bigint NOT NULL,
  cache_write_pusd bigint NOT NULL,
  output_pusd bigint NOT NULL,
  reasoning_pusd bigint NOT NULL,
  request_pusd bigint NOT NULL,
  markup_version_id uuid NOT NULL,
  markup_mode text NOT NULL,
  markup_from_pusd bigint[] NOT NULL,
  markup_multiplier_bp integer[] NOT NULL,
  multiplier_bp integer NOT NULL,
  credit_price_pusd bigint NOT NULL,
  cost_pusd bigint NOT NULL,
  charge_ucr bigint NOT NULL,
  overrun_ucr bigint NOT NULL,
  balance_after_ucr bigint NOT NULL,
  basis text NOT NULL,
  late boolean NOT NULL,
  raw_usage jsonb,
  day date NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX usage_charge_org_id_entry_seq_key ON usage_charge (org_id, entry_seq);
CREATE INDEX usage_charge_org_id_created_at_idx ON usage_charge (org_id, created_at);
CREATE INDEX usage_charge_conversation_id_idx ON usage_charge (conversation_id, message_id);

-- A later number for a charge, always the provider's or a person's; the newest is what the call came to.
CREATE TABLE charge_correction (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  hold_id uuid NOT NULL REFERENCES usage_charge (hold_id),
  number integer NOT NULL,
  entry_seq bigint,
  input_tokens bigint NOT NULL,
  cache_read_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_pusd bigint NOT NULL,
  charge_ucr bigint NOT NULL,
  delta_ucr bigint NOT NULL,
  balance_after_ucr bigint NOT NULL,
  basis text NOT NULL,
  reason text NOT NULL,
  actor_id uuid,
  raw_usage jsonb,
  created_at timestamptz NOT NULL,
  CONSTRAINT charge_correction_basis_check CHECK (basis IN ('provider', 'manual')),
  CONSTRAINT charge_correction_amounts_check CHECK (cost_pusd >= 0 AND charge_ucr >= 0 AND (cost_pusd > 0) = (charge_ucr > 0)
    AND (delta_ucr <> 0) = (entry_seq IS NOT NULL))
);
CREATE UNIQUE INDEX charge_correction_hold_id_number_key ON charge_correction (hold_id, number);
CREATE INDEX charge_correction_org_id_created_at_idx ON charge_correction (org_id, created_at);

-- What a member used and holds in a month of the account's time zone, and how often they called in the newest hour of it.
-- (Hours start where months do, so an hour never spans two rows; older hours are of no use to anybody.)
CREATE TABLE member_period_usage (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  period_start date NOT NULL,
  tokens_used bigint NOT NULL DEFAULT 0,
  tokens_held bigint NOT NULL DEFAULT 0,
  charged_ucr bigint NOT NULL DEFAULT 0,
  calls bigint NOT NULL DEFAULT 0,
  hour_start timestamptz NOT NULL,
  hour_calls integer NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, user_id, period_start)
) WITH (fillfactor = 60);

-- Money ----------------------------------------------------------------------------------------------------
-- The answer to each money command, under its idempotency key. Written in the same transaction as the effect.
CREATE TABLE ledger_command (
  org_id uuid NOT NULL REFERENCES credit_account (org_id),
  kind text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  entry_seq bigint,
  lot_id uuid,
  amount_ucr bigint NOT NULL,
  balance_after_ucr bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, kind, key)
);

CREATE TABLE purchase (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES credit_account (org_id),
  user_id uuid,
  idempotency_key text NOT NULL,
  fingerprint text NOT NULL,
  provider text NOT NULL,
  amount_ucr bigint NOT NULL,
  price_usd_micros bigint NOT NULL,
  status text NOT NULL,
  refunded_ucr bigint NOT NULL DEFAULT 0,
  lot_id uuid REFERENCES credit_lot (id),
  created_at timestamptz NOT NULL,
  paid_at timestamptz,
  CONSTRAINT purchase_amounts_check CHECK (amount_ucr > 0 AND price_usd_micros >= 0 AND refunded_ucr BETWEEN 0 AND amount_ucr),
  CONSTRAINT purchase_status_check CHECK (status IN ('pending', 'paid')),
  CONSTRAINT purchase_paid_check CHECK ((status = 'paid') = (lot_id IS NOT NULL) AND (status = 'paid') = (paid_at IS NOT NULL)
    AND (refunded_ucr = 0 OR status = 'paid'))
);
CREATE UNIQUE INDEX purchase_org_id_idempotency_key_key ON purchase (org_id, idempotency_key);
CREATE UNIQUE INDEX purchase_lot_id_key ON purchase (lot_id);

CREATE TABLE refund (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  purchase_id uuid NOT NULL REFERENCES purchase (id),
  kind text NOT NULL,
  amount_ucr bigint NOT NULL,
  price_usd_micros bigint NOT NULL,
  entry_seq bigint NOT NULL,
  actor_id uuid,
  reason text NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT refund_kind_check CHECK (kind IN ('refund', 'dispute')),
  CONSTRAINT refund_amount_check CHECK (amount_ucr > 0 AND price_usd_micros >= 0)
);
CREATE INDEX refund_purchase_id_idx ON refund (purchase_id);

-- Recomputed for whole days, never incremented. Days are those of the account's time zone when the charge was made.
CREATE TABLE usage_rollup_day (
  org_id uuid NOT NULL,
  day date NOT NULL,
  user_id uuid NOT NULL,
  model_id text NOT NULL,
  purpose text NOT NULL,
  calls bigint NOT NULL,
  input_tokens bigint NOT NULL,
  cache_read_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_pusd bigint NOT NULL,
  charge_ucr bigint NOT NULL,
  PRIMARY KEY (org_id, day, user_id, model_id, purpose)
);

-- Walls ------------------------------------------------------------------------------------------------------
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['credit_account', 'ledger_entry', 'credit_lot', 'lot_consumption', 'usage_hold', 'usage_charge',
    'charge_correction', 'member_period_usage', 'ledger_command', 'purchase', 'refund', 'usage_rollup_day'] LOOP
    PERFORM app_protect(t::regclass);
    EXECUTE format('GRANT SELECT ON %I TO app_user, app_platform', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['ledger_entry', 'lot_consumption', 'usage_charge', 'charge_correction', 'ledger_command', 'refund'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION app_append_only()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION app_append_only()', t);
  END LOOP;
END $$;

-- Of a version only its end may be set: once, or to an earlier time that has not passed yet.
CREATE FUNCTION ledger_version_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.valid_to IS NOT NULL
    AND (OLD.valid_to IS NULL OR (OLD.valid_to > app_now() AND NEW.valid_to < OLD.valid_to))
    AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a version of % is never edited', TG_TABLE_NAME USING ERRCODE = 'CP002';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON model_price_version FOR EACH ROW EXECUTE FUNCTION ledger_version_immutable();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON markup_version FOR EACH ROW EXECUTE FUNCTION ledger_version_immutable();

-- The catalogue is the same for everybody; of markups an organisation sees the platform's and its own.
GRANT SELECT ON model, model_alias, model_price_version, model_price_tier TO app_user, app_platform;
GRANT SELECT ON markup_version, markup_tier TO app_user, app_platform;
ALTER TABLE markup_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE markup_version FORCE ROW LEVEL SECURITY;
CREATE POLICY of_org ON markup_version FOR SELECT TO app_user USING (scope = 'platform' OR scope = (SELECT app_org_id())::text);
CREATE POLICY of_platform ON markup_version TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON markup_version TO CURRENT_USER USING (true) WITH CHECK (true);
