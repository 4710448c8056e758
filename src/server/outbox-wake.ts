import { Pool } from "pg";

/** The channel on which the relay hears that there may be something new. */
export const outboxChannel = "event_outbox";

const gatherMs = 2;
const emitted = new WeakSet<object>();
const waking = new WeakSet<Pool>();

/** Remembers that this transaction emitted something. Without a transaction it is committed already. */
export function noteEmission(db: object): void {
  if (db instanceof Pool) wakeRelay(db);
  else emitted.add(db);
}

/** Has the relay look at once, when the transaction that just committed emitted something. */
export function wakeAfterCommit(db: object, pool: Pool): void {
  if (emitted.has(db)) wakeRelay(pool);
}

/**
 * A notice apart from the transactions it speaks of: NOTIFY inside them would make their commits queue
 * behind each other. Gathered for a moment; a lost one costs a delay only, since the relay looks by itself.
 */
function wakeRelay(pool: Pool): void {
  if (waking.has(pool)) return;
  waking.add(pool);
  setTimeout(() => {
    waking.delete(pool);
    pool.query("SELECT pg_notify($1, '')", [outboxChannel]).catch(() => undefined);
  }, gatherMs);
}
