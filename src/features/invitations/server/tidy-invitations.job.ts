import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { forgetClosed } from "./invitee.repository";

/** For so long the page of a dead link can say what became of it. */
const keptDays = 30;
const perRun = 10_000;

/** Forgets links and notes of invitations that are long over. That they have expired needs no job: their time says so. */
export async function tidyInvitations(backend: Backend): Promise<{ forgotten: number }> {
  return inPlatform(backend.database, async (db) => ({ forgotten: await forgetClosed(db, keptDays, perRun) }));
}
