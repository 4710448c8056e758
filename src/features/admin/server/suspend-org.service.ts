import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { lockOrg, markOrgSuspended } from "./org-state.repository";

/**
 * Stops all spending of an organisation, by every road; reading goes on, and its people see the reason. With null lifts
 * that: an organisation that is about to be erased stays frozen. Throws `not_found`.
 */
export async function suspendOrg(
  scope: UserScope,
  { orgId, reason }: { orgId: string; reason: string | null },
): Promise<void> {
  await inPlatform(scope.backend.database, async (db) => {
    const org = await lockOrg(db, orgId);
    if (org === null) throw notFound("organization");
    if (org.suspendedReason === reason) return;
    await markOrgSuspended(db, orgId, reason);
    await recordAudit(db, {
      orgId,
      actorId: scope.userId,
      actorRole: "superadmin",
      action: reason === null ? "org.lift" : "org.suspend",
      subject: orgId,
      before: { suspended: org.suspendedReason },
      after: { suspended: reason },
      ...(reason === null ? {} : { reason }),
      requestId: scope.requestId,
    });
  });
  scope.backend.events.publish(orgId, { type: "balance" });
}
