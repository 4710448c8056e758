import { managesRole, type Role, roleHas } from "~/server/permissions";

export type ClosedReason = "revoked" | "declined" | "used" | "expired" | "void";

export type InvitationState = {
  role: Role;
  /** Of whoever vouches for it, as it is now; null where they are no member any more, or suspended. */
  inviterRole: Role | null;
  expiresAt: Date;
  acceptedAt: Date | null;
  declinedAt: Date | null;
  revokedAt: Date | null;
};

/** Why an invitation opens nothing; null where it does. At the moment of its expiry it is expired. */
export function whyClosed(invitation: InvitationState, now: Date): ClosedReason | null {
  if (invitation.acceptedAt !== null) return "used";
  if (invitation.revokedAt !== null) return "revoked";
  if (invitation.declinedAt !== null) return "declined";
  if (invitation.expiresAt.getTime() <= now.getTime()) return "expired";
  return isVouchedFor(invitation) ? null : "void";
}

/**
 * A role is given by whoever may give it when it is taken: whoever was removed or demoted meanwhile has let in nobody.
 * Another manager can send the invitation again, and vouches for it then.
 */
export function isVouchedFor({ role, inviterRole }: Pick<InvitationState, "role" | "inviterRole">): boolean {
  return inviterRole !== null && roleHas(inviterRole, "members.invite") && managesRole(inviterRole, role);
}
