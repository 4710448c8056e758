import { leadInto } from "~/features/organizations/server/lead-into.service";
import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import { whyClosed } from "../why-closed";
import { findForAddress, findRole, saveAccepted, saveMember } from "./invitee.repository";
import { requireProvedAddress } from "./proved-address";
import { assertSeats, type HeldOrg, holdSeats } from "./seats.service";

export type Joined = { slug: string; isNew: boolean };

/**
 * Takes an invitation, for the person who has proved the address that it went to; the link itself proves nothing. Twice, in
 * two tabs or on two devices it gives one membership, and to whoever is a member already it changes nothing. Throws
 * `email_unverified`, `not_found` for somebody else's, `invitation_closed` with why, and `seats_full`.
 */
export async function acceptInvitation(scope: UserScope, invitationId: string): Promise<Joined> {
  const email = requireProvedAddress(scope);
  const { orgId, ...joined } = await inPlatform(scope.backend.database, (db) => accept(db, scope, email, invitationId));
  if (joined.isNew) scope.backend.events.publish(orgId, { type: "membership", userId: scope.userId });
  return joined;
}

async function accept(db: OrgDb, scope: UserScope, email: string, invitationId: string) {
  const { userId } = scope;
  const known = await findForAddress(db, invitationId, email);
  const org = known === null ? null : await holdSeats(db, known.orgId, [email]);
  // Read again under the lock: the other tab may have taken it meanwhile.
  const invitation = org === null ? null : await findForAddress(db, invitationId, email);
  if (invitation === null || org === null) throw notFound("invitation");
  const { orgId, role, tokensPerMonth } = invitation;
  await leadInto(db, { userId, orgId });
  if ((await findRole(db, orgId, userId)) !== null) {
    await saveAccepted(db, orgId, email, userId);
    return { orgId, slug: org.slug, isNew: false };
  }
  const why = whyClosed(invitation, org.now);
  if (why !== null) throw new AppError("invitation_closed", `invitation is ${why}`, { details: { why } });
  await assertSeatOfInvited(db, orgId, org);
  await saveMember(db, { orgId, userId, role, tokensPerMonth });
  await saveAccepted(db, orgId, email, userId);
  await recordAudit(db, {
    orgId,
    actorId: userId,
    actorRole: role,
    action: "invitation.accept",
    subject: invitationId,
    after: { email, role, tokensPerMonth },
    requestId: scope.requestId,
  });
  return { orgId, slug: org.slug, isNew: true };
}

/** The invitation has held a seat since it was sent. Only members count: there may be fewer seats than there were then. */
function assertSeatOfInvited(db: OrgDb, orgId: string, org: HeldOrg): Promise<void> {
  return assertSeats(db, orgId, { ...org, invited: 0 }, 1);
}
