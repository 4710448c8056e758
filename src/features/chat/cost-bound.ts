import { holdUcr } from "~/features/ledger/markup";
import { maxTokensCost } from "~/features/ledger/rates";
import type { CostBound, ModelChoice } from "./chat.schema";

/** Most that an answer of the chat may have, whatever the model can; it bounds what is held for one. */
export const chatMaxOutputTokens = 4_096;
/** The system prompt and what a chat format adds around a message. */
const overheadTokens = 120;
const tokensPerMessage = 4;

/**
 * Most that the next answer can cost, in micro-credits: for a composer, without a request.
 * @param historyTokens sum of `tokens` of the messages on the branch, `historyMessages` their number.
 */
export function costBound(
  model: Pick<ModelChoice, "price" | "markup" | "contextWindow" | "maxOutputTokens">,
  history: { tokens: number; messages: number },
  text: string,
): CostBound {
  const prompt = overheadTokens + history.tokens + (history.messages + 1) * tokensPerMessage + estimateTokens(text);
  const inputTokens = Math.min(prompt, model.contextWindow - model.maxOutputTokens);
  const { maxOutputTokens } = model;
  return { upToUcr: holdUcr(model.markup, maxTokensCost(model.price, inputTokens, maxOutputTokens)), inputTokens, maxOutputTokens };
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
