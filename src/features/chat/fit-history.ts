export type HistoryMessage = { role: "user" | "assistant"; text: string; tokens: number };

/** Tokens that a chat format adds around a message. */
export const tokensPerMessage = 4;

/**
 * The newest messages that fit, oldest first, beginning with a question; older ones are dropped. Empty when
 * not even the last one fits.
 * @param newestFirst the branch from the question that is to be answered, up to the root.
 */
export function fitHistory(
  newestFirst: readonly HistoryMessage[],
  roomTokens: number,
): { messages: HistoryMessage[]; dropped: number } {
  const kept: HistoryMessage[] = [];
  let used = 0;
  for (const message of newestFirst) {
    used += message.tokens + tokensPerMessage;
    if (used > roomTokens) break;
    kept.push(message);
  }
  // A conversation that began with an answer would be told to the model as if it had spoken first.
  while (kept.at(-1)?.role === "assistant") kept.pop();
  return {
    messages: kept.reverse().filter((message) => message.text !== ""),
    dropped: newestFirst.length - kept.length,
  };
}
