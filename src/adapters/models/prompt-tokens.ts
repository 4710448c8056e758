import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from "@ai-sdk/provider";
import { countTokens, countTokensInSlices } from "./tokenizer";

/** What chat formats add around each message and before the answer, as OpenAI publishes it. */
const TOKENS_PER_MESSAGE = 4;
const TOKENS_BEFORE_ANSWER = 3;
const TOKENS_PER_TOOL = 8;
/** A picture or another binary file, of which no tokens can be counted here. */
const TOKENS_PER_BINARY = 1_600;

type Message = LanguageModelV4Prompt[number];
type Part = Exclude<Message["content"], string>[number];

/**
 * Tokens of a prompt: every message with its overhead, tool calls and results as JSON, and the tools'
 * descriptions. Texts counted before are remembered, so that a growing conversation is counted once.
 */
export async function countPromptTokens(
  options: Pick<LanguageModelV4CallOptions, "prompt" | "tools">,
): Promise<number> {
  let tokens = TOKENS_BEFORE_ANSWER + (await countToolTokens(options.tools));
  for (const message of options.prompt) tokens += await countMessageTokens(message);
  return tokens;
}

export async function countMessageTokens(message: Message): Promise<number> {
  if (typeof message.content === "string") return TOKENS_PER_MESSAGE + (await remembered(message.content));
  let tokens = TOKENS_PER_MESSAGE;
  for (const part of message.content) {
    const text = textOfPart(part);
    tokens += text === undefined ? TOKENS_PER_BINARY : await remembered(text);
  }
  return tokens;
}

export async function countToolTokens(tools: LanguageModelV4CallOptions["tools"]): Promise<number> {
  if (tools === undefined || tools.length === 0) return 0;
  let tokens = 0;
  for (const tool of tools) tokens += TOKENS_PER_TOOL + (await remembered(JSON.stringify(tool)));
  return tokens;
}

/** What a model reads of a part of a message; undefined for binary content. */
export function textOfPart(part: Part): string | undefined {
  switch (part.type) {
    case "text":
    case "reasoning":
      return part.text;
    case "tool-call":
      return `${part.toolName} ${JSON.stringify(part.input)}`;
    case "tool-result":
      return `${part.toolName} ${"value" in part.output ? JSON.stringify(part.output.value) : (part.output.reason ?? "")}`;
    case "file":
      return part.data.type === "text" ? part.data.text : undefined;
    case "reasoning-file":
      return undefined;
    default:
      return "";
  }
}

/** Counts by text, the oldest forgotten first. Only texts that are worth it, and not more than a few megabytes of them. */
const counts = new Map<string, number>();
const REMEMBER_FROM_CHARS = 200;
const REMEMBER_TOTAL_CHARS = 4_000_000;
let rememberedChars = 0;

async function remembered(text: string): Promise<number> {
  if (text.length < REMEMBER_FROM_CHARS) return countTokens(text);
  const known = counts.get(text);
  if (known !== undefined) return known;
  const tokens = await countTokensInSlices(text);
  // Two calls may have counted the same text at once.
  if (!counts.has(text)) remember(text, tokens);
  return tokens;
}

function remember(text: string, tokens: number): void {
  if (text.length > REMEMBER_TOTAL_CHARS / 4) return;
  counts.set(text, tokens);
  rememberedChars += text.length;
  for (const oldest of counts.keys()) {
    if (rememberedChars <= REMEMBER_TOTAL_CHARS) break;
    counts.delete(oldest);
    rememberedChars -= oldest.length;
  }
}
