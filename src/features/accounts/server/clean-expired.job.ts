import type { Backend } from "~/server/context";
import { deleteExpired, type Expiring } from "./expired.repository";

/** What opens nothing any more is kept this long, for whoever asks what happened. */
const keptDays = 1;
const perRun = 10_000;

/** Forgets sessions and links of the embedded sign-in whose time is over. */
export async function cleanExpired(backend: Backend): Promise<Record<Expiring, number>> {
  const { pool } = backend.database;
  const forget = (what: Expiring) => deleteExpired(pool, what, keptDays, perRun);
  return {
    sessions: await forget("sessions"),
    verifications: await forget("verifications"),
    links: await forget("links"),
  };
}
