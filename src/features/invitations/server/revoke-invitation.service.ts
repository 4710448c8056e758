import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { assertMayGive } from "./assert-may-give";
import { lockInvitation, saveRevoked } from "./invitations.repository";

/** Takes an invitation back: its link is dead and its seat free. One that is taken back already stays so. */
export async function revokeInvitation(ctx: OrgContext, invitationId: string): Promise<void> {
  const before = await lockInvitation(ctx, invitationId);
  if (before === null) throw notFound("invitation");
  assertMayGive(ctx, before.role);
  if (before.revokedAt !== null) return;
  if (before.acceptedAt !== null || before.declinedAt !== null) {
    throw new AppError("invitation_closed", "invitation was answered", { details: { why: "used" } });
  }
  await saveRevoked(ctx, invitationId);
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "members.invite",
    subject: invitationId,
    before: { email: before.email, role: before.role },
    after: { revoked: true },
    requestId: ctx.requestId,
  });
}
