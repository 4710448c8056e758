-- Which organisations wait for another attempt is asked with every batch: that must not read the whole backlog.
CREATE INDEX event_outbox_retry_idx ON event_outbox (org_id)
  WHERE retry_at IS NOT NULL AND delivered_at IS NULL AND dead_at IS NULL;

-- Delivered events without a key go after a day. Those with one stay for a month, and must not be read each hour.
CREATE INDEX event_outbox_delivered_keyless_idx ON event_outbox (delivered_at)
  WHERE delivered_at IS NOT NULL AND key IS NULL;

-- Whoever frees a place looks for what waits for it, also when thousands wait for others.
CREATE INDEX job_parked_slots_idx ON job_parked USING gin (slots);

-- When the app told this worker its functions last, and what was wrong when it did not.
ALTER TABLE job_worker ADD COLUMN announced_at timestamptz, ADD COLUMN problem text;

-- A failed run is done with when a repetition of it has completed.
ALTER TABLE job_run ADD COLUMN resolved_at timestamptz;
CREATE INDEX job_run_unresolved_idx ON job_run (function_id, seq) WHERE state = 'failed' AND resolved_at IS NULL;

-- Events that break by themselves, for whoever mends what broke them.
CREATE INDEX job_event_problem_idx ON job_event (seq) WHERE problem IS NOT NULL;
