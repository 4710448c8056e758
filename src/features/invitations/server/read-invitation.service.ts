import type { Backend, UserScope } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";
import { InvitationToken } from "../invitations.schema";
import { type ClosedReason, whyClosed } from "../why-closed";
import { hashInvitationToken } from "./invitation-token";
import { type FoundInvitation, findByToken, findRole } from "./invitee.repository";
import { provedAddressOf } from "./proved-address";

/** What one organisation asks of the person that it invites. */
export type OpenInvitation = {
  id: string;
  orgName: string;
  logoFileId: string | null;
  inviterName: string | null;
  role: Role;
  note: string | null;
  tokensPerMonth: number | null;
  expiresAt: Date;
};

/** What the page of a link shows. Nothing but `open` and `member` tells anything of the organisation. */
export type InvitationPageView =
  | { kind: "unknown" }
  | { kind: "closed"; why: ClosedReason }
  | { kind: "signed_out" }
  | { kind: "unverified"; email: string }
  | { kind: "other_account"; email: string }
  | { kind: "member"; slug: string; orgName: string }
  | { kind: "open"; invitation: OpenInvitation };

/** @param user whoever looks; null for a visitor. */
export async function readInvitation(
  backend: Backend,
  user: UserScope | null,
  token: string,
): Promise<InvitationPageView> {
  if (!InvitationToken.safeParse(token).success) return { kind: "unknown" };
  return inPlatform(backend.database, async (db) => {
    const invitation = await findByToken(db, hashInvitationToken(token));
    return invitation === null ? { kind: "unknown" } : viewFor(db, user, invitation);
  });
}

async function viewFor(db: OrgDb, user: UserScope | null, invitation: FoundInvitation): Promise<InvitationPageView> {
  const { orgSlug: slug, orgName } = invitation;
  if (user !== null && (await findRole(db, invitation.orgId, user.userId)) !== null) {
    return { kind: "member", slug, orgName };
  }
  const why = whyClosed(invitation, invitation.now);
  if (why !== null) return { kind: "closed", why };
  if (user === null) return { kind: "signed_out" };
  const { email } = user.identity;
  if (email.toLowerCase() !== invitation.email) return { kind: "other_account", email };
  if (provedAddressOf(user) === null) return { kind: "unverified", email };
  return { kind: "open", invitation: openView(invitation) };
}

export function openView(invitation: FoundInvitation): OpenInvitation {
  const { id, orgName, logoFileId, inviterName, role, note, tokensPerMonth, expiresAt } = invitation;
  return { id, orgName, logoFileId, inviterName, role, note, tokensPerMonth, expiresAt };
}
