import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { deleteOldMails, deleteOldReports, forgetDeadLinks } from "./tidy.repository";

/** Mails and reports are personal: they are kept as long as somebody may ask what became of them. */
const keptDays = 180;
/** Of one kind, in one run. */
const perRun = 5_000;

/** Forgets links that open nothing any more, and mails and reports of long ago. */
export async function tidyMail(
  backend: Backend,
  now = new Date(),
): Promise<{ links: number; mails: number; reports: number }> {
  const before = new Date(now.getTime() - keptDays * 24 * 3_600_000);
  return inPlatform(backend.database, async (db) => ({
    links: await forgetDeadLinks(db, now, perRun),
    mails: await deleteOldMails(db, before, perRun),
    reports: await deleteOldReports(db, before, perRun),
  }));
}
