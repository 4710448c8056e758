import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { countPrompt } from "~/adapters/models/prompt-tokens";
import { countTokensInSlices } from "~/adapters/models/tokenizer";

export type PromptEstimate = {
  /** The best guess, which a stopped or broken answer is charged by. */
  tokens: number;
  /** What the hold is made for: other vendors' tokenisers cut finer than the one that counts here. */
  upperBound: number;
};

/** Vendors whose own tokeniser is the one that counts here. */
const EXACT_PROVIDERS = new Set(["openai", "demo"]);
const FINER_BY = 1.3;
const MARGIN_TOKENS = 16;

/** Tokens of a prompt with its tools, before it is sent. */
export async function estimatePrompt(
  modelId: string,
  options: Pick<LanguageModelV4CallOptions, "prompt" | "tools">,
): Promise<PromptEstimate> {
  const { text, media } = await countPrompt(modelId, options);
  const { tokens, upperBound } = withBound(modelId, text);
  // The bound of pictures and documents is the vendor's own: it needs no factor.
  return { tokens: tokens + media.likely, upperBound: upperBound + media.most };
}

/** Tokens of texts to be embedded. */
export async function estimateTexts(modelId: string, texts: readonly string[]): Promise<PromptEstimate> {
  let tokens = 0;
  for (const text of texts) tokens += await countTokensInSlices(text);
  return withBound(modelId, tokens);
}

function withBound(modelId: string, tokens: number): PromptEstimate {
  const provider = modelId.slice(0, modelId.indexOf("/"));
  const factor = EXACT_PROVIDERS.has(provider) ? 1 : FINER_BY;
  return { tokens, upperBound: Math.ceil(tokens * factor) + MARGIN_TOKENS };
}
