import { notFound } from "~/lib/app-error";
import type { OrgDb } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { fileDiscarded } from "../files.events";
import { type FileScope, inFileScope } from "./file-scope";
import { findFile, markDeleted } from "./files.repository";

/**
 * Deletes a file that this person brought and that nothing refers to. Nobody can open it from now on; its bytes go right
 * after. What was sent with a message stays, and is no error: whoever takes it out of a draft cannot know that it went.
 */
export async function deleteFile(scope: FileScope, fileId: string): Promise<void> {
  await inFileScope(scope, async (db) => {
    const row = await findFile(db, fileId);
    if (row === null || row.userId !== scope.userId || isShown(row)) throw notFound("file");
    await discard(db, row.orgId, await markDeleted(db, [row.id], { claimed: false }));
  });
}

/** An avatar and a logo are removed from where they are shown, by whoever may do that. */
function isShown(row: { purpose: string }): boolean {
  return row.purpose === "avatar" || row.purpose === "logo";
}

/**
 * Deletes several, claimed or not, in the caller's transaction: with it, or not at all. Who may is the caller's to know;
 * what the transaction cannot see stays.
 */
export async function discardFiles(
  db: OrgDb,
  files: { orgId: string | null; fileIds: readonly string[] },
): Promise<void> {
  if (files.fileIds.length === 0) return;
  await discard(db, files.orgId, await markDeleted(db, files.fileIds, { claimed: true }));
}

async function discard(db: OrgDb, orgId: string | null, fileIds: string[]): Promise<void> {
  if (fileIds.length > 0) await emitEvent(db, fileDiscarded, { fileIds }, { orgId });
}
