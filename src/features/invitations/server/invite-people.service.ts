import { randomUUID } from "node:crypto";
import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { managesRole } from "~/server/permissions";
import type { InvitePeopleInput } from "../invitations.schema";
import { mostAddresses, parseAddresses } from "../parse-addresses";
import { assertMayGive } from "./assert-may-give";
import { findMemberAddresses, type HeldInvitation, lockWaiting } from "./invitations.repository";
import { assertSeats, holdSeats } from "./seats.service";
import { type InvitationToSend, writeInvitations } from "./write-invitations";

export type InviteOutcome = {
  invited: string[];
  /** Those of them that had an invitation before, whose link is dead now. */
  renewed: string[];
  /** Who was left out, and why: `higher` is an invitation to a role that the inviter may not take back. */
  skipped: { email: string; why: "self" | "member" | "higher" }[];
  /** What is no address. */
  invalid: string[];
};

/**
 * Invites people by e-mail, all of them or, where seats or the day's mails do not suffice, nobody: throws `seats_full` or
 * `invitation_limit`. An address that waits for an answer gets a new link with the new role and note. Throws `forbidden` for
 * a role that the inviter may not give, `bad_input` for more than 500 addresses.
 */
export async function invitePeople(ctx: OrgContext, input: InvitePeopleInput): Promise<InviteOutcome> {
  assertMayGive(ctx, input.role);
  const { addresses, invalid } = parseAddresses(input.addresses);
  if (addresses.length > mostAddresses) {
    throw new AppError("bad_input", "too many addresses", { details: { fields: { addresses: "too_many" } } });
  }
  // Before anything that is there is looked at, so that two who invite the same address do so one after the other.
  const org = await holdSeats(ctx.db, ctx.orgId, addresses);
  if (org === null) throw notFound("organization");
  const members = await findMemberAddresses(ctx, addresses);
  const waiting = new Map((await lockWaiting(ctx, addresses)).map((row) => [row.email, row]));
  const whyNot = (email: string) => {
    if (isOwn(ctx, email)) return "self";
    if (members.has(email)) return "member";
    const before = waiting.get(email);
    return before === undefined || managesRole(ctx.role, before.role) ? null : "higher";
  };
  const skipped = addresses.flatMap((email) => {
    const why = whyNot(email);
    return why === null ? [] : [{ email, why } as const];
  });
  const invited = addresses.filter((email) => whyNot(email) === null);
  const renewed = invited.filter((email) => waiting.has(email));
  if (invited.length === 0) return { invited, renewed, skipped, invalid };

  const heldByOthers = skipped.filter(({ email, why }) => why === "higher" && isOpen(waiting.get(email), org.now));
  await assertSeats(ctx.db, ctx.orgId, { ...org, invited: org.invited + heldByOthers.length }, invited.length);
  const toSend = invited.map((email) => invitationTo(email, waiting.get(email), input));
  await writeInvitations(ctx, toSend, org.now);
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "members.invite",
    subject: ctx.orgId,
    after: { role: input.role, tokensPerMonth: input.tokensPerMonth || null, addresses: invited },
    requestId: ctx.requestId,
  });
  return { invited, renewed, skipped, invalid };
}

function isOwn(ctx: OrgContext, email: string): boolean {
  return email === ctx.user.email.toLowerCase() || email === ctx.identity.email.toLowerCase();
}

function isOpen(invitation: HeldInvitation | undefined, now: Date): boolean {
  return invitation !== undefined && invitation.expiresAt > now;
}

function invitationTo(
  email: string,
  before: HeldInvitation | undefined,
  { role, tokensPerMonth, note }: InvitePeopleInput,
): InvitationToSend {
  return {
    id: before?.id ?? randomUUID(),
    generation: (before?.generation ?? 0) + 1,
    email,
    role,
    tokensPerMonth: tokensPerMonth === 0 ? null : tokensPerMonth,
    note: note === undefined || note === "" ? null : note,
  };
}
