import { discardFiles } from "~/features/files/server/delete-file.service";
import type { Backend } from "~/server/context";
import { inOrg } from "~/server/db";
import { findGivenUp, listFilesOf } from "./attachments.repository";
import { deleteAll, listBegunBefore } from "./conversations.repository";

const perStep = 50;

/**
 * Deletes the conversations that somebody had in an organisation until they were removed from it, with the files that no
 * other conversation shows. What they cost was spent: the charges stay. Harmless to run twice.
 * @returns how many there were.
 */
export async function forgetMember(
  backend: Backend,
  member: { orgId: string; userId: string; removedAt: Date },
): Promise<number> {
  const { orgId, userId, removedAt } = member;
  let forgotten = 0;
  for (;;) {
    const deleted = await inOrg(backend.database, { orgId, userId }, async (db) => {
      const ctx = { db, orgId, userId };
      const ids = await listBegunBefore(ctx, removedAt, perStep);
      const fileIds = await listFilesOf(ctx, ids);
      await deleteAll(ctx, ids);
      await discardFiles(db, { orgId, fileIds: await findGivenUp(ctx, fileIds) });
      return ids.length;
    });
    forgotten += deleted;
    if (deleted < perStep) return forgotten;
  }
}
