import { orgCan, orgCanLong } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import {
  BoundInput,
  ConversationInput,
  ListConversationsInput,
  PinInput,
  ReadAttachmentsInput,
  ReceiptInput,
  RenameInput,
  SetBranchInput,
} from "../chat.schema";
import { boundCost } from "./bound-cost.service";
import { getConversation } from "./get-conversation.service";
import { getReceipt } from "./get-receipt.service";
import { listConversations } from "./list-conversations.service";
import { listModels } from "./list-models.service";
import { pinConversation } from "./pin-conversation.service";
import { readAttachments } from "./read-attachments.service";
import { removeConversation } from "./remove-conversation.service";
import { renameConversation } from "./rename-conversation.service";
import { setBranch } from "./set-branch.service";
import { watchChat } from "./watch-chat.service";

export const chatRouter = t.router({
  list: orgCan("chat.read")
    .input(ListConversationsInput)
    .query(({ ctx, input }) => listConversations(ctx.org, input)),
  get: orgCanLong("chat.read")
    .input(ConversationInput)
    .query(({ ctx, input }) => getConversation(ctx.org, input)),
  rename: orgCan("chat.write")
    .input(RenameInput)
    .mutation(({ ctx, input }) => renameConversation(ctx.org, input)),
  pin: orgCan("chat.write")
    .input(PinInput)
    .mutation(({ ctx, input }) => pinConversation(ctx.org, input)),
  remove: orgCanLong("chat.write")
    .input(ConversationInput)
    .mutation(({ ctx, input }) => removeConversation(ctx.org, input)),
  setBranch: orgCan("chat.write")
    .input(SetBranchInput)
    .mutation(({ ctx, input }) => setBranch(ctx.org, input)),
  models: orgCan("chat.read").query(({ ctx }) => listModels(ctx.org)),
  bound: orgCan("chat.read")
    .input(BoundInput)
    .query(({ ctx, input }) => boundCost(ctx.org, input)),
  readAttachments: orgCanLong("chat.write")
    .input(ReadAttachmentsInput)
    .mutation(({ ctx, input }) => readAttachments(ctx.org, input)),
  receipt: orgCan("chat.read")
    .input(ReceiptInput)
    .query(({ ctx, input }) => getReceipt(ctx.org, input)),
  events: orgCanLong("chat.read").subscription(({ ctx, signal }) => watchChat(ctx.org, ctx.headers, signal)),
});
