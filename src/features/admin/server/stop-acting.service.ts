import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { endActing, lockActing } from "./acting-sessions.repository";

/** Ends the superadmin's acting, wherever it was begun, and what is being read by it. Nothing happens where none is open. */
export async function stopActing(scope: UserScope): Promise<{ orgId: string | null }> {
  const ended = await inPlatform(scope.backend.database, async (db) => {
    await lockActing(db, scope.userId);
    const open = await endActing(db, scope.userId);
    // One at most: the database holds that. What ran out by itself was announced when it began.
    for (const { id, orgId, memberId, isCutShort } of open) {
      if (!isCutShort) continue;
      await recordAudit(db, {
        orgId,
        actorId: scope.userId,
        actingAs: memberId,
        actorRole: "superadmin",
        action: "acting.stop",
        subject: memberId,
        before: { actingId: id },
        requestId: scope.requestId,
      });
    }
    return open;
  });
  for (const { orgId, memberId } of ended) {
    scope.backend.events.publish(orgId, { type: "membership", userId: memberId });
  }
  return { orgId: ended[0]?.orgId ?? null };
}
