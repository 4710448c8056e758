-- The engine of background functions that needs no account: what is known of functions, events, runs and
-- steps. What is due lies in pg-boss's own schema, which whoever migrates makes beside this. No row belongs
-- to an organisation; only the login role reaches them, for the worker, the relay and the console.

CREATE TABLE job_function (
  id text PRIMARY KEY,
  serve_url text NOT NULL,
  name text NOT NULL,
  config json NOT NULL,
  triggers text[] NOT NULL,
  -- Options that the engine does not have; a function with one of them is not run.
  refused text[] NOT NULL DEFAULT '{}',
  announced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  retired_at timestamptz
);

-- Data is json and not jsonb: a text may hold what jsonb cannot store, and it comes back as it was.
CREATE TABLE job_event (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL,
  name text NOT NULL,
  data json NOT NULL,
  ts bigint NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  routed_at timestamptz,
  problem text
);
CREATE UNIQUE INDEX job_event_id_key ON job_event (id);
CREATE INDEX job_event_unrouted_idx ON job_event (seq) WHERE routed_at IS NULL;
CREATE INDEX job_event_received_at_idx ON job_event (received_at);

CREATE TABLE job_run (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  function_id text NOT NULL,
  event_id text NOT NULL REFERENCES job_event (id),
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'sleeping', 'waiting', 'completed', 'failed', 'cancelled')),
  -- Whether somebody is to look for the next steps: at most one at a time does.
  discovery text NOT NULL DEFAULT 'wanted' CHECK (discovery IN ('none', 'wanted', 'queued', 'active', 'dirty')),
  generation integer NOT NULL DEFAULT 0,
  completed_steps integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  slots text[] NOT NULL DEFAULT '{}',
  idempotency_key text,
  replay_of uuid,
  parent_run uuid,
  parent_step text,
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  output json,
  error json
);
CREATE INDEX job_run_seq_idx ON job_run (seq);
CREATE INDEX job_run_function_idx ON job_run (function_id, seq);
CREATE INDEX job_run_state_idx ON job_run (state, seq);
CREATE INDEX job_run_event_idx ON job_run (event_id);
CREATE INDEX job_run_wanted_idx ON job_run (seq) WHERE discovery = 'wanted' AND ended_at IS NULL;
CREATE INDEX job_run_open_idx ON job_run (function_id) WHERE ended_at IS NULL;
CREATE INDEX job_run_idempotency_idx ON job_run (function_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE job_step (
  run_id uuid NOT NULL REFERENCES job_run (id) ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'sleeping', 'waiting', 'completed', 'failed')),
  attempts integer NOT NULL DEFAULT 1,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  -- In which order the steps of a run ended; the function meets them again in this order.
  place integer,
  wait_event text,
  wait_if text,
  data json,
  error json,
  PRIMARY KEY (run_id, id)
);
CREATE INDEX job_step_wait_idx ON job_step (wait_event) WHERE ended_at IS NULL AND wait_event IS NOT NULL;

-- Who works on what. A worker that does not renew its lease loses what it claimed.
CREATE TABLE job_worker (
  id uuid PRIMARY KEY,
  lease_until timestamptz NOT NULL
);
CREATE TABLE job_claim (
  tick_id uuid PRIMARY KEY,
  attempt integer NOT NULL,
  worker_id uuid NOT NULL,
  slots text[] NOT NULL
);
-- Due, but all places under its concurrency key are taken.
CREATE TABLE job_parked (
  tick_id uuid PRIMARY KEY,
  tick json NOT NULL,
  slots text[] NOT NULL,
  due_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON job_function, job_event, job_run, job_step, job_worker, job_claim, job_parked TO counterpart_app;
