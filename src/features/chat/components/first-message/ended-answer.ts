import type { MessageView } from "../../chat.schema";

/** The last answer of a branch, where it has come to its end by the server's own word; an answer that failed is none. */
export function endedAnswerOf(path: readonly Pick<MessageView, "id" | "role" | "status">[]): string | null {
  const last = path.at(-1);
  return last?.role === "assistant" && last.status === "complete" ? last.id : null;
}
