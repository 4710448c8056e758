import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { whyClosed } from "../why-closed";
import { assertMayGive } from "./assert-may-give";
import { findMemberAddresses, type HeldInvitation, lockInvitation, lockWaiting } from "./invitations.repository";
import { assertSeats, holdSeats } from "./seats.service";
import { writeInvitations } from "./write-invitations";

/**
 * Sends an invitation again, with a new link and seven new days; the link before is dead, and whoever sends it vouches for
 * it from now on. Throws `seats_full` where it had expired and its seat is gone, `invitation_limit`, `invitation_closed`.
 */
export function resendInvitation(ctx: OrgContext, invitationId: string): Promise<void> {
  return renew(ctx, invitationId, null);
}

/** The same, to another address. Throws `already_member` and `already_invited` where that one needs none. */
export function fixAddress(ctx: OrgContext, invitationId: string, email: string): Promise<void> {
  return renew(ctx, invitationId, email);
}

async function renew(ctx: OrgContext, invitationId: string, newEmail: string | null): Promise<void> {
  const org = await holdSeats(ctx.db, ctx.orgId);
  const before = await lockInvitation(ctx, invitationId);
  if (org === null || before === null) throw notFound("invitation");
  assertMayGive(ctx, before.role);
  const why = whyClosed(before, org.now);
  if (why === "used" || why === "revoked" || why === "declined") {
    throw new AppError("invitation_closed", `invitation is ${why}`, { details: { why } });
  }
  const email = newEmail ?? before.email;
  await assertNeedsOne(ctx, before, email);
  await assertSeats(ctx.db, ctx.orgId, org, why === "expired" ? 1 : 0);
  const { id, role, tokensPerMonth, note } = before;
  await writeInvitations(ctx, [{ id, email, role, tokensPerMonth, note, generation: before.generation + 1 }], org.now);
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "members.invite",
    subject: id,
    before: { email: before.email },
    after: { email, role, again: true },
    requestId: ctx.requestId,
  });
}

async function assertNeedsOne(ctx: OrgContext, before: HeldInvitation, email: string): Promise<void> {
  const details = { email };
  if ((await findMemberAddresses(ctx, [email])).has(email)) {
    throw new AppError("already_member", "address of a member", { details });
  }
  if (email === before.email) return;
  if ((await lockWaiting(ctx, [email])).length > 0) {
    throw new AppError("already_invited", "address waits for an answer", { details });
  }
}
