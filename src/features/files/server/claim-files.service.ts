import { notFound } from "~/lib/app-error";
import type { OrgDb } from "~/server/db";
import { markClaimed } from "./files.repository";

/**
 * Says, in the caller's transaction, that something refers to these files from now on: others are swept after a day.
 * Throws `not_found` unless all of them are this person's and ready.
 */
export async function claimFiles(db: OrgDb, files: { userId: string; fileIds: readonly string[] }): Promise<void> {
  const wanted = [...new Set(files.fileIds)];
  if (wanted.length === 0) return;
  if ((await markClaimed(db, files.userId, wanted)) !== wanted.length) throw notFound("file");
}
