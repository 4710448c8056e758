-- What the console's checks of the ledger found, and when. About the whole platform, so it has no organisation.
CREATE TABLE ledger_check_run (
  id uuid PRIMARY KEY,
  checked_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  duration_ms integer NOT NULL,
  results jsonb NOT NULL,
  requested_by uuid
);
CREATE INDEX ledger_check_run_checked_at_idx ON ledger_check_run (checked_at);

GRANT SELECT, INSERT, DELETE ON ledger_check_run TO app_platform;
