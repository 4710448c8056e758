import type { OrgContext } from "~/server/context";
import type { TransferView } from "../members.schema";
import { findOpenTransfer } from "./transfers.repository";

/** The offer that waits, where the reader is one of the two whom it concerns. */
export async function readTransfer(ctx: OrgContext): Promise<TransferView | null> {
  const found = await findOpenTransfer(ctx);
  if (found === null || (found.fromUserId !== ctx.userId && found.toUserId !== ctx.userId)) return null;
  return {
    id: found.id,
    giver: { id: found.fromUserId, name: found.fromName },
    receiver: { id: found.toUserId, name: found.toName },
    expiresAt: found.expiresAt,
    as: found.fromUserId === ctx.userId ? "giver" : "receiver",
  };
}
