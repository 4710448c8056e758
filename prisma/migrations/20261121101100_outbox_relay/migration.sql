-- When an event that was not taken was tried last: it is given up only if others were taken since.
ALTER TABLE event_outbox ADD COLUMN tried_at timestamptz(3);
GRANT UPDATE (tried_at) ON event_outbox TO app_platform;

-- What the relay is doing, for the console: one row, since one relay works at a time.
CREATE TABLE outbox_relay (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  seen_at timestamptz(3) NOT NULL,
  delivered_at timestamptz(3),
  failing_since timestamptz(3),
  last_error text
);
ALTER TABLE outbox_relay ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_relay FORCE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON outbox_relay TO app_platform USING (true) WITH CHECK (true);
CREATE POLICY of_owner ON outbox_relay TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON outbox_relay TO app_platform;
