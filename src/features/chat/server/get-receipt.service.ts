import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { ReceiptInput, Receipt } from "../chat.schema";

export async function getReceipt(_ctx: OrgContext, _input: ReceiptInput): Promise<Receipt> {
  throw new AppError("unavailable", "not built yet");
}
