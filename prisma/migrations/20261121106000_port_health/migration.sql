-- Whether each adapter answers, since when, and what was wrong last. About the whole platform: no organisation's data.
CREATE TABLE port_health (
  port text NOT NULL,
  adapter text NOT NULL,
  is_ok boolean NOT NULL,
  -- Since when it answers, or does not.
  since timestamptz(3) NOT NULL,
  checked_at timestamptz(3) NOT NULL,
  latency_ms integer NOT NULL,
  last_ok_at timestamptz(3),
  last_error text,
  last_error_at timestamptz(3),
  PRIMARY KEY (port, adapter),
  CONSTRAINT port_health_error_check CHECK ((last_error IS NULL) = (last_error_at IS NULL) AND length(last_error) <= 500)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON port_health TO app_platform;
