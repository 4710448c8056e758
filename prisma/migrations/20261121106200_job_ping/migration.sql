-- A function that does nothing but answer, for the console's test of background jobs. Rows are of no use after a minute.
CREATE TABLE job_ping (
  nonce uuid PRIMARY KEY,
  asked_at timestamptz(3) NOT NULL,
  answered_at timestamptz(3)
);

GRANT SELECT, INSERT, UPDATE (answered_at), DELETE ON job_ping TO app_platform;
