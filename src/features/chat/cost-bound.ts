import { holdUcr } from "~/features/ledger/markup";
import { maxTokensCost } from "~/features/ledger/rates";
import type { FileTokens } from "./attachments";
import type { CostBound, ModelChoice } from "./chat.schema";
import { tokensPerMessage } from "./fit-history";

/** Most that an answer of the chat may have, whatever the model can; it bounds what is held for one. */
export const chatMaxOutputTokens = 4_096;
/** The system prompt and what a chat format adds around messages, rounded up. */
export const overheadTokens = 120;
/** Other vendors' tokenisers cut finer than the one that counts here. */
const finerBy = 1.3;

type Priced = Pick<ModelChoice, "price" | "markup" | "contextWindow" | "maxOutputTokens">;

/** What is sent before the new text: sum of `tokens` of the messages on the branch, their number, and the files. */
type Sent = { tokens: number; messages: number; files?: FileTokens };

/** Most that the next answer can cost, in micro-credits: for a composer, without a request. */
export function costBound(model: Priced, history: Sent, text: string): CostBound {
  return boundOf(model, history, estimateTokens(text));
}

/** The same for a text whose tokens are known. */
export function boundOf(model: Priced, history: Sent, textTokens: number): CostBound {
  const { maxOutputTokens } = model;
  const files = history.files ?? { text: 0, media: 0 };
  const counted = history.tokens + (history.messages + 1) * tokensPerMessage + textTokens + files.text;
  const prompt = overheadTokens + Math.ceil(counted * finerBy) + files.media;
  // What does not fit into the context is not sent.
  const inputTokens = Math.min(prompt, model.contextWindow - maxOutputTokens);
  return {
    upToUcr: holdUcr(model.markup, maxTokensCost(model.price, inputTokens, maxOutputTokens)),
    inputTokens,
    maxOutputTokens,
  };
}

/** Tokens that a text has at most, near enough: rather too many than too few. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (let index = 0; index < text.length; index += 1) {
    // Latin letters share tokens three or more at a time, other scripts less.
    tokens += text.charCodeAt(index) < 0x250 ? 1 / 3 : text.charCodeAt(index) < 0x800 ? 1 / 2 : 1;
  }
  return Math.ceil(tokens);
}

/** Tokens of messages, as they are counted here, that a model has room for beside its answer. */
export function roomOf(model: Priced & { provider: string }): number {
  const room = model.contextWindow - model.maxOutputTokens - overheadTokens;
  return isCountedExactly(model.provider) ? room : Math.floor(room / finerBy);
}

function isCountedExactly(provider: string): boolean {
  return provider === "openai" || provider === "demo";
}
