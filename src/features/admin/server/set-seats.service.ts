import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { lockOrg, writeSeats } from "./org-state.repository";

/** How many people an organisation may have; null is no limit. Fewer than there are removes nobody. Throws `not_found`. */
export async function setSeats(
  scope: UserScope,
  { orgId, seats }: { orgId: string; seats: number | null },
): Promise<void> {
  await inPlatform(scope.backend.database, async (db) => {
    const org = await lockOrg(db, orgId);
    if (org === null) throw notFound("organization");
    if (org.seats === seats) return;
    await writeSeats(db, orgId, seats);
    await recordAudit(db, {
      orgId,
      actorId: scope.userId,
      actorRole: "superadmin",
      action: "org.seats",
      subject: orgId,
      before: { seats: org.seats },
      after: { seats },
      requestId: scope.requestId,
    });
  });
}
