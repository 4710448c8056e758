import { sendMail } from "~/features/mail/server/send-mail.service";
import { isLocale } from "~/i18n/locales";
import { AppError, notFound } from "~/lib/app-error";
import { inOrgContext, type OrgContext, type OrgScope } from "~/server/context";
import type { TransferInput } from "../members.schema";
import { membersUrl } from "./offer-ownership.service";
import { recordAct } from "./record-act";
import { type Pair, standingOf } from "./standing";
import { updateRole } from "./standings.repository";
import { tellMembership } from "./tell-membership";
import { endTransfer, findOpenTransfer, isTransferOf, type TransferRow } from "./transfers.repository";

/**
 * Takes over the organisation: the receiver is owner from now on and the giver an admin, both or neither. Throws
 * `transfer_over` where the offer was withdrawn, answered or has expired, or where the giver is no longer owner.
 */
export async function acceptOwnership(scope: OrgScope, { transferId }: TransferInput): Promise<void> {
  const giverId = await inOrgContext(scope, async (ctx) => {
    const { offer, pair } = await offered(ctx, transferId);
    await updateRole(ctx, pair.actor.userId, "owner");
    await updateRole(ctx, pair.subject.userId, "admin");
    await endTransfer(ctx, offer.id, "accepted");
    await tellGiver(ctx, pair, offer, "accepted");
    await recordAct(ctx, pair.actor, {
      action: "org.receive",
      subject: pair.subject.userId,
      before: { receiver: pair.actor.role, giver: "owner" },
      after: { receiver: "owner", giver: "admin", transferId },
    });
    return pair.subject.userId;
  });
  tellMembership(scope, scope.userId, giverId);
}

/** Leaves everything as it is, and lets the giver know. */
export async function declineOwnership(scope: OrgScope, { transferId }: TransferInput): Promise<void> {
  const giverId = await inOrgContext(scope, async (ctx) => {
    const { offer, pair } = await offered(ctx, transferId);
    await endTransfer(ctx, offer.id, "declined");
    await tellGiver(ctx, pair, offer, "declined");
    const after = { state: "declined", transferId };
    await recordAct(ctx, pair.actor, { action: "org.receive", subject: pair.subject.userId, after });
    return pair.subject.userId;
  });
  tellMembership(scope, scope.userId, giverId);
}

/** The offer and the two, locked. To everybody but the receiver it does not exist. */
async function offered(ctx: OrgContext, transferId: string): Promise<{ offer: TransferRow; pair: Pair }> {
  // First the lock, so that an answer and a withdrawal at the same moment see each other.
  await standingOf(ctx, "org.receive", ctx.userId);
  const offer = await findOpenTransfer(ctx);
  if (offer?.id !== transferId || offer.toUserId !== ctx.userId) {
    if (await isTransferOf(ctx, transferId, ctx.userId)) throw new AppError("transfer_over", "the offer is over");
    throw notFound("transfer");
  }
  return { offer, pair: await standingOf(ctx, "org.receive", offer.fromUserId) };
}

async function tellGiver(
  ctx: OrgContext,
  { actor, subject }: Pair,
  offer: TransferRow,
  answer: "accepted" | "declined",
): Promise<void> {
  await sendMail(ctx.db, {
    template: "ownership-answered",
    props: { name: subject.name, receiver: actor.name, org: ctx.org.name, answer, url: membersUrl(ctx) },
    to: subject.email,
    locale: isLocale(subject.locale) ? subject.locale : ctx.org.locale,
    orgId: ctx.orgId,
    userId: subject.userId,
    key: `ownership-answered/${offer.id}`,
  });
}
