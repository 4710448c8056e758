import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { deleteDelivered } from "./outbox.repository";

const keptHours = 24;
/** As long as a key is one event. */
const keptWithKeyDays = 30;
const batch = 5_000;
/** The next hour goes on where this one stopped. */
const longestMs = 4 * 60_000;

/** Forgets events that were delivered long ago. Those that wait, and those that were given up, stay. */
export async function tidyOutbox(backend: Backend): Promise<{ deleted: number }> {
  const until = Date.now() + longestMs;
  let deleted = 0;
  // Each batch in a transaction of its own: nobody waits for an hour's events to go.
  for (let last = batch; last >= batch && Date.now() < until; ) {
    last = await inPlatform(backend.database, (db) => deleteDelivered(db, { keptHours, keptWithKeyDays, most: batch }));
    deleted += last;
  }
  return { deleted };
}
