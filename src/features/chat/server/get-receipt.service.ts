import { notFound } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { Receipt, ReceiptInput } from "../chat.schema";
import { findAnswer } from "./answers.repository";
import { findUnsettled, findVersionNumbers, listCharges } from "./charges.repository";
import { effectiveUcr, receiptCharge } from "./receipt-of";

/** Everything that an answer of the person's own was charged for, line by line. */
export async function getReceipt(ctx: OrgContext, input: ReceiptInput): Promise<Receipt> {
  const answer = await findAnswer(ctx, input.messageId);
  if (answer === null) throw notFound("message");
  const rows = await listCharges(ctx, answer.conversationId, input.messageId);
  const versions = await findVersionNumbers(ctx, {
    priceIds: rows.map((row) => row.priceVersionId),
    markupIds: rows.map((row) => row.markupVersionId),
    modelIds: rows.map((row) => row.modelId),
  });
  const charges = rows.map((row) => receiptCharge(row, versions));
  const unsettled = await findUnsettled(ctx, [input.messageId]);
  return {
    messageId: input.messageId,
    conversationId: answer.conversationId,
    state: unsettled.size > 0 ? "pending" : "final",
    totalUcr: charges.reduce((sum, charge) => sum + effectiveUcr(charge), 0n),
    charges,
  };
}
