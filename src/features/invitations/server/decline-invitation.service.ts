import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { findForAddress, saveDeclined } from "./invitee.repository";
import { requireProvedAddress } from "./proved-address";

/** Says no to an invitation to one's own proved address: its seat is free. Throws like accepting does. */
export async function declineInvitation(scope: UserScope, invitationId: string): Promise<void> {
  const email = requireProvedAddress(scope);
  await inPlatform(scope.backend.database, async (db) => {
    const invitation = await findForAddress(db, invitationId, email);
    if (invitation === null) throw notFound("invitation");
    if (invitation.declinedAt !== null) return;
    if (!(await saveDeclined(db, invitationId))) {
      throw new AppError("invitation_closed", "invitation was closed before", { details: { why: "used" } });
    }
    await recordAudit(db, {
      orgId: invitation.orgId,
      actorId: scope.userId,
      actorRole: invitation.role,
      action: "invitation.decline",
      subject: invitationId,
      after: { email },
      requestId: scope.requestId,
    });
  });
}
