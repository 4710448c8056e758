import { AppError, notFound } from "~/lib/app-error";
import { inOrgContext, type OrgScope } from "~/server/context";
import type { TransferInput } from "../members.schema";
import { recordAct } from "./record-act";
import { standingOf } from "./standing";
import { tellMembership } from "./tell-membership";
import { endTransfer, findOpenTransfer, isTransferOf } from "./transfers.repository";

/** Takes one's own offer back. Throws `transfer_over` where it was answered before, or has expired. */
export async function withdrawOwnership(scope: OrgScope, { transferId }: TransferInput): Promise<void> {
  const receiverId = await inOrgContext(scope, async (ctx) => {
    const { actor } = await standingOf(ctx, "org.transfer", ctx.userId);
    const offer = await findOpenTransfer(ctx);
    if (offer?.id !== transferId || offer.fromUserId !== ctx.userId) {
      if (await isTransferOf(ctx, transferId, ctx.userId)) throw new AppError("transfer_over", "the offer is over");
      throw notFound("transfer");
    }
    await endTransfer(ctx, transferId, "withdrawn");
    const after = { state: "withdrawn", transferId };
    await recordAct(ctx, actor, { action: "org.transfer", subject: offer.toUserId, after });
    return offer.toUserId;
  });
  tellMembership(scope, receiverId, scope.userId);
}
