import { notFound } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { SetBranchInput } from "../chat.schema";
import { updateOwn } from "./conversations.repository";
import { hasMessage } from "./messages.repository";

/** Chooses the branch that is shown, by the message that it ends in. */
export async function setBranch(ctx: OrgContext, input: SetBranchInput): Promise<{ activeLeafId: string }> {
  if (!(await hasMessage(ctx, input.conversationId, input.leafId))) throw notFound("message");
  await updateOwn(ctx, input.conversationId, { activeLeafId: input.leafId });
  return { activeLeafId: input.leafId };
}
