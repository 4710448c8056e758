-- Where traces are kept, an event carries on the trace of the request that emitted it: a W3C traceparent, which whoever
-- emits sets for its transaction. Nothing else may be in it.
ALTER TABLE event_outbox ADD COLUMN trace text DEFAULT nullif(current_setting('app.trace', true), '');
ALTER TABLE event_outbox ADD CONSTRAINT event_outbox_trace_check CHECK (trace ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
