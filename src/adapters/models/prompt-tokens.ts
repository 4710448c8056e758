import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from "@ai-sdk/provider";
import { mediaTokens, type TokenRange } from "./media-tokens";
import { mediumOf } from "./prompt-media";
import { countTokens, countTokensInSlices } from "./tokenizer";

/** What chat formats add around each message and before the answer, as OpenAI publishes it. */
const TOKENS_PER_MESSAGE = 4;
const TOKENS_BEFORE_ANSWER = 3;
const TOKENS_PER_TOOL = 8;
/** A binary part that is no file of ours: something that a model made. */
const TOKENS_PER_BINARY = 1_600;

/** Tokens of texts as they are counted here, and of pictures and documents by the vendor's own rules. */
export type PromptCount = { text: number; media: TokenRange };

type Message = LanguageModelV4Prompt[number];
type Part = Exclude<Message["content"], string>[number];

/**
 * Tokens of a prompt: every message with its overhead, tool calls and results as JSON, and the tools'
 * descriptions. Texts counted before are remembered, so that a growing conversation is counted once.
 */
export async function countPrompt(
  modelId: string,
  options: Pick<LanguageModelV4CallOptions, "prompt" | "tools">,
): Promise<PromptCount> {
  const total: PromptCount = {
    text: TOKENS_BEFORE_ANSWER + (await countToolTokens(options.tools)),
    media: { likely: 0, most: 0 },
  };
  for (const message of options.prompt) {
    const { text, media } = await countMessage(modelId, message);
    total.text += text;
    total.media.likely += media.likely;
    total.media.most += media.most;
  }
  return total;
}

export async function countMessage(modelId: string, message: Message): Promise<PromptCount> {
  const count: PromptCount = { text: TOKENS_PER_MESSAGE, media: { likely: 0, most: 0 } };
  if (typeof message.content === "string") {
    count.text += await remembered(message.content);
    return count;
  }
  for (const part of message.content) {
    const text = textOfPart(part);
    if (text !== undefined) count.text += await remembered(text);
    else if (part.type === "file") {
      const { likely, most } = mediaTokens(modelId, mediumOf(part));
      count.media.likely += likely;
      count.media.most += most;
    } else count.text += TOKENS_PER_BINARY;
  }
  return count;
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
