import { z } from "zod";
import type { ModelInput } from "~/features/ledger/catalogue";
import type { Markup } from "~/features/ledger/markup";
import type { PriceRates } from "~/features/ledger/rates";
import type { ErrorCode, ErrorDetails } from "~/lib/app-error";
import { type Attachment, maxAttachments } from "./attachments";
import { type FinishReason, maxTextChars, maxTitleChars } from "./chat-limits";

/**
 * What the chat's procedures take and give. Amounts are bigint: `Ucr` micro-credits, `Pusd` pico-USD.
 *
 * A conversation is private to the person who began it, within the organisation; to everybody else its id
 * does not exist. Its messages are a tree: `parentId` of a question is the answer before it (null for a
 * first one), `parentId` of an answer is its question. Editing a question makes a sibling of it,
 * regenerating an answer makes a sibling of that; `activeLeafId` says which branch is shown.
 *
 * Sending, resuming and stopping are routes, see chat-stream.schema.ts.
 *
 * - chat.list(ListConversationsInput) -> ConversationPage. Pinned ones come apart, with the first page.
 * - chat.get({conversationId}) -> ConversationView
 * - chat.rename({conversationId, title}) / chat.pin({conversationId, isPinned}) -> ConversationSummary
 * - chat.remove({conversationId}) -> {messages, chargedUcr}: the messages are gone, the charges stay.
 * - chat.setBranch({conversationId, leafId}) -> {activeLeafId}
 * - chat.models() -> ModelChoice[]: what the organisation can use now, in the order to show. With the price
 *   and the markup of each, `costBound` of cost-bound.ts tells a bound without a request.
 * - chat.bound(BoundInput) -> CostBound: the same, counted exactly by the server.
 * - chat.receipt({messageId}) -> Receipt
 * - chat.readAttachments({fileIds}) -> ReadFile[]: what a composer has to know of files
 *   that were uploaded, before they are sent. Reads documents and texts, which may take seconds.
 * - chat.events() -> a subscription of ChatEvent: what changed elsewhere; refetch what it names.
 */
const id = z.uuid();

export const ConversationInput = z.object({ conversationId: id });
export type ConversationInput = z.infer<typeof ConversationInput>;

export const ListConversationsInput = z.object({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullish(),
  /** Text that the title or a message must contain. */
  search: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\p{Cc}]*$/u)
    .optional(),
  limit: z.number().int().min(1).max(100).default(40),
});
export type ListConversationsInput = z.infer<typeof ListConversationsInput>;

export const RenameInput = z.object({
  conversationId: id,
  title: z
    .string()
    .trim()
    .min(1)
    .max(maxTitleChars)
    .regex(/^[^\p{Cc}]*$/u),
});
export type RenameInput = z.infer<typeof RenameInput>;

export const PinInput = z.object({ conversationId: id, isPinned: z.boolean() });
export type PinInput = z.infer<typeof PinInput>;

export const SetBranchInput = z.object({ conversationId: id, leafId: id });
export type SetBranchInput = z.infer<typeof SetBranchInput>;

export const BoundInput = z.object({
  modelId: z.string().min(1).max(200),
  /** The last message before the new one; null at the beginning. */
  parentId: id.nullable(),
  text: z.string().max(maxTextChars),
  /** Uploaded files that the message will have. */
  attachments: z.array(id).max(maxAttachments).optional(),
});
export type BoundInput = z.infer<typeof BoundInput>;

export const ReadAttachmentsInput = z.object({ fileIds: z.array(id).min(1).max(maxAttachments) });
export type ReadAttachmentsInput = z.infer<typeof ReadAttachmentsInput>;

/** What is in an uploaded file, or why it cannot be sent. */
export type ReadFile =
  | { id: string; attachment: Attachment }
  | { id: string; error: { code: ErrorCode; details: ErrorDetails } };

export const ReceiptInput = z.object({ messageId: id });
export type ReceiptInput = z.infer<typeof ReceiptInput>;

/** pending: a model will name it after the first answer. made: it did. named: by the person. */
export const titleStates = ["pending", "made", "named"] as const;
export type TitleState = (typeof titleStates)[number];

/** interrupted: the process that wrote it was lost; what had been delivered is kept. */
export const messageStatuses = ["streaming", "complete", "stopped", "failed", "interrupted"] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export type ConversationSummary = {
  id: string;
  title: string;
  titleState: TitleState;
  pinnedAt: Date | null;
  modelId: string;
  lastMessageAt: Date;
  /** Everything that was charged for it, titles and abandoned branches included. */
  totalUcr: bigint;
  isRunning: boolean;
};

export type ConversationPage = {
  /** On the first page of an unfiltered list; `items` has only the others then. */
  pinned: ConversationSummary[];
  items: ConversationSummary[];
  nextCursor: string | null;
};

export type ConversationView = {
  conversation: ConversationSummary & { activeLeafId: string | null; createdAt: Date };
  /** The whole tree, oldest first. */
  messages: MessageView[];
  /** The answer that is being written now: join it by its stream. */
  runningAnswerId: string | null;
  /** Of the models that wrote it, by id: those that are no longer offered keep their names. */
  modelNames: Record<string, string>;
};

/** Parts as the AI SDK has them in a UIMessage; of these the chat writes two kinds. */
export type StoredPart = { type: "text"; text: string } | { type: "reasoning"; text: string };

export type MessageView = {
  id: string;
  parentId: string | null;
  role: "user" | "assistant";
  status: MessageStatus;
  parts: StoredPart[];
  /** Of an answer: the model that wrote it. Of a question: the one it was asked with. */
  modelId: string;
  finishReason: FinishReason | null;
  error: { code: ErrorCode; details: ErrorDetails } | null;
  /** Tokens of its text, for the bound of the next message. */
  tokens: number;
  /** Of an answer: how many older messages no longer fitted the model's context. */
  droppedMessages: number;
  /** Of a question: its files, in the order in which they were attached. */
  attachments: Attachment[];
  /** Of an answer: files of the conversation that the model was not given. */
  leftOutFiles: number;
  createdAt: Date;
  finishedAt: Date | null;
  /** Null for questions, and for answers that nothing was called for. */
  receipt: ReceiptSummary | null;
};

export type ReceiptSummary = {
  /** pending: the call is not settled yet; `chargedUcr` is what is known so far. */
  state: "pending" | "final";
  chargedUcr: bigint;
  costPusd: bigint;
  inputTokens: number;
  outputTokens: number;
  /** True when the tokens were counted here, because the provider did not tell. */
  isEstimated: boolean;
};

export const tokenKinds = ["input", "cacheRead", "cacheWrite", "output", "reasoning"] as const;
export type TokenKind = (typeof tokenKinds)[number];

export type Receipt = {
  messageId: string;
  conversationId: string;
  state: "pending" | "final";
  /** One a call of a model; more than one where a call had to be repeated. Corrections included in the total. */
  totalUcr: bigint;
  charges: ReceiptCharge[];
};

export type ReceiptCharge = {
  id: string;
  /** Its number among the organisation's entries; null when it came to nothing. */
  number: bigint | null;
  at: Date;
  modelId: string;
  modelName: string;
  /** Kinds with tokens only; a fee for the request itself comes as `requestPusd`. */
  lines: { kind: TokenKind; tokens: bigint; pusdPerToken: bigint; costPusd: bigint }[];
  requestPusd: bigint;
  costPusd: bigint;
  markup: {
    mode: Markup["mode"];
    /** 10x is 100000. In graduated mode the one of the tier that the cost ended in. */
    multiplierBp: number;
    /** Where the tier begins. */
    fromCostPusd: bigint;
    /** True when there is more than one tier. */
    isTiered: boolean;
    creditPricePusd: bigint;
  };
  /** The price to the customer before it is turned into credits: charge x price of a credit. */
  markedUpPusd: bigint;
  chargedUcr: bigint;
  balanceAfterUcr: bigint;
  /** Where the tokens are from. checkpoint: what had been delivered when the process was lost. */
  basis: "provider" | "stream_estimate" | "checkpoint" | "manual";
  priceVersion: number;
  markupVersion: number;
  corrections: { at: Date; deltaUcr: bigint; chargedUcr: bigint; reason: string; balanceAfterUcr: bigint }[];
};

export type ModelChoice = {
  id: string;
  name: string;
  /** Of the provider, for people. */
  provider: string;
  isDemo: boolean;
  contextWindow: number;
  /** Most tokens that an answer of the chat may have. */
  maxOutputTokens: number;
  /** What it reads beside text. */
  takes: ModelInput[];
  inputPerMillionPusd: bigint;
  outputPerMillionPusd: bigint;
  price: PriceRates;
  markup: Markup;
};

export type CostBound = { upToUcr: bigint; inputTokens: number; maxOutputTokens: number };

/** resync: events may have been missed, read everything anew. */
export type ChatEvent =
  | { type: "conversation"; conversationId: string; change: "running" | "finished" | "title" | "changed" | "removed" }
  | { type: "resync" };
