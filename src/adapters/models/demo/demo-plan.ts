import type { LanguageModelV4CallOptions, LanguageModelV4FinishReason } from "@ai-sdk/provider";
import { splitIntoTokens, type TokenPiece } from "../tokenizer";
import { composeAnswer, composeReasoning } from "./demo-answer";
import { readConversation } from "./demo-conversation";
import { valueForSchema } from "./demo-json";
import { chooseToolCall, type DemoToolCall } from "./demo-tools";

/** Everything that will be written, decided before the first token is. */
export type DemoPlan = {
  reasoning: TokenPiece[];
  text: TokenPiece[];
  toolCall: (DemoToolCall & { pieces: TokenPiece[]; id: string }) | undefined;
  finishReason: LanguageModelV4FinishReason;
  outputTokens: { text: number; reasoning: number };
};

export function planAnswer(options: LanguageModelV4CallOptions, thinks: "always" | "when-asked"): DemoPlan {
  const conversation = readConversation(options.prompt);
  const allowed = options.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const call = chooseToolCall(options, conversation);
  if (call) {
    const pieces = splitIntoTokens(call.input);
    const tokens = tokensOf(pieces) + tokensOf(splitIntoTokens(call.toolName));
    // Half a call is of no use to anyone: with no room for it, nothing is called.
    if (tokens <= allowed) {
      const id = `call_${conversation.earlier.length}_${conversation.toolResults.length}`;
      return {
        reasoning: [],
        text: [],
        toolCall: { ...call, pieces, id },
        finishReason: { unified: "tool-calls", raw: "tool_calls" },
        outputTokens: { text: tokens, reasoning: 0 },
      };
    }
  }
  const reasoning = take(splitIntoTokens(composeReasoning(conversation, thinks) ?? ""), allowed);
  const reasoningTokens = tokensOf(reasoning.kept);
  const text = take(splitIntoTokens(answerText(options, conversation)), allowed - reasoningTokens);
  const isCut = reasoning.isCut || text.isCut;
  return {
    reasoning: reasoning.kept,
    text: text.kept,
    toolCall: undefined,
    finishReason: isCut ? { unified: "length", raw: "length" } : { unified: "stop", raw: "stop" },
    outputTokens: { text: tokensOf(text.kept), reasoning: reasoningTokens },
  };
}

function answerText(options: LanguageModelV4CallOptions, conversation: ReturnType<typeof readConversation>): string {
  if (options.responseFormat?.type === "json") {
    return JSON.stringify(valueForSchema(options.responseFormat.schema ?? { type: "object" }, conversation.question));
  }
  const answer = composeAnswer(conversation);
  const stops = (options.stopSequences ?? []).map((stop) => answer.indexOf(stop)).filter((at) => at >= 0);
  return stops.length > 0 ? answer.slice(0, Math.min(...stops)) : answer;
}

function take(pieces: TokenPiece[], allowed: number): { kept: TokenPiece[]; isCut: boolean } {
  let tokens = 0;
  const kept: TokenPiece[] = [];
  for (const piece of pieces) {
    if (tokens + piece.tokens > allowed) return { kept, isCut: true };
    tokens += piece.tokens;
    kept.push(piece);
  }
  return { kept, isCut: false };
}

function tokensOf(pieces: readonly TokenPiece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.tokens, 0);
}
