import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { assertMayGive } from "./assert-may-give";
import { hashInvitationToken, invitationToken, invitationUrl } from "./invitation-token";
import { lockInvitation } from "./invitations.repository";

/**
 * The link that the last mail carried, for whoever wants to hand it on by another way; it works for the invited address
 * alone. Throws `invitation_closed`, and `link_invalid` where the installation's secret has changed since: then the
 * invitation must be sent again.
 */
export async function copyLink(ctx: OrgContext, invitationId: string): Promise<{ url: string }> {
  const invitation = await lockInvitation(ctx, invitationId);
  if (invitation === null) throw notFound("invitation");
  assertMayGive(ctx, invitation.role);
  const { acceptedAt, declinedAt, revokedAt, tokenHash } = invitation;
  if (acceptedAt !== null || declinedAt !== null || revokedAt !== null) {
    throw new AppError("invitation_closed", "invitation was answered or revoked", { details: { why: "used" } });
  }
  const { appUrl, invitationKey } = ctx.backend.settings;
  const token = invitationToken(invitationKey, invitation);
  if (tokenHash === null || !Buffer.from(tokenHash).equals(hashInvitationToken(token))) {
    throw new AppError("link_invalid", "the link was made with another secret, or is forgotten");
  }
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "members.invite",
    subject: invitationId,
    after: { email: invitation.email, linkCopied: true },
    requestId: ctx.requestId,
  });
  return { url: invitationUrl(appUrl, token) };
}
