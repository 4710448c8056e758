import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { deleteDelivered } from "./outbox.repository";

const keptHours = 24;
/** As long as a key is one event. */
const keptWithKeyDays = 30;
const perRun = 50_000;

/** Forgets events that were delivered long ago. Those that wait, and those that were given up, stay. */
export async function tidyOutbox(backend: Backend): Promise<{ deleted: number }> {
  const deleted = await inPlatform(backend.database, (db) =>
    deleteDelivered(db, { keptHours, keptWithKeyDays, perRun }),
  );
  return { deleted };
}
