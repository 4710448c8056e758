import { leadInto } from "~/features/organizations/server/lead-into.service";
import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import { domainOf } from "../domain-of";
import type { Joined } from "./accept-invitation.service";
import { findRole, saveAccepted, saveMember } from "./invitee.repository";
import { findOpenOrg } from "./join-domains.repository";
import { requireProvedAddress } from "./proved-address";
import { assertSeats, holdSeats } from "./seats.service";

/**
 * Joins the organisation that lets in the domain of one's own proved address. No seat was held for this: those of open
 * invitations are not taken. Twice gives one membership. Throws `email_unverified`, `not_found`, `seats_full`.
 */
export async function joinByDomain(scope: UserScope, orgId: string): Promise<Joined> {
  const email = requireProvedAddress(scope);
  const joined = await inPlatform(scope.backend.database, (db) => join(db, scope, email, orgId));
  if (joined.isNew) scope.backend.events.publish(orgId, { type: "membership", userId: scope.userId });
  return joined;
}

async function join(db: OrgDb, scope: UserScope, email: string, orgId: string): Promise<Joined> {
  const { userId } = scope;
  const held = await holdSeats(db, orgId, [email]);
  if (held === null) throw notFound("organization");
  if ((await findRole(db, orgId, userId)) !== null) return { slug: held.slug, isNew: false };
  const open = await findOpenOrg(db, domainOf(email), userId);
  if (open?.orgId !== orgId) throw notFound("organization");
  const { role, domain } = open;
  await assertSeats(db, orgId, held, 1);
  await saveMember(db, { orgId, userId, role, tokensPerMonth: null });
  await saveAccepted(db, orgId, email, userId);
  await leadInto(db, { userId, orgId });
  await recordAudit(db, {
    orgId,
    actorId: userId,
    actorRole: role,
    action: "domain.join",
    subject: userId,
    after: { email, role, domain },
    requestId: scope.requestId,
  });
  return { slug: held.slug, isNew: true };
}
