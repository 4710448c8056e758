import { createHash } from "node:crypto";
import type { LanguageModelV4CallOptions, LanguageModelV4Usage } from "@ai-sdk/provider";
import { countMessage, countToolTokens } from "../prompt-tokens";

/** As with real vendors, only a long repeated beginning is read from the cache. */
const CACHE_FROM_TOKENS = 256;
const CACHE_ENTRIES = 2_000;

/** Remembers beginnings of prompts, so that a conversation that goes on finds its own beginning again. */
export function createPrefixCache() {
  const seen = new Set<string>();
  return {
    /** Tokens of the prompt, and how many of them were at the beginning of an earlier prompt. */
    async read(options: LanguageModelV4CallOptions): Promise<{ total: number; cached: number }> {
      const hash = createHash("sha256").update(JSON.stringify(options.tools ?? []));
      let total = 3 + (await countToolTokens(options.tools));
      let cached = 0;
      for (const message of options.prompt) {
        const { text, media } = await countMessage("demo/", message);
        total += text + media.likely;
        hash.update(JSON.stringify([message.role, message.content], asDigest));
        const key = hash.copy().digest("base64");
        if (seen.delete(key)) cached = total;
        seen.add(key);
      }
      for (const oldest of seen) {
        if (seen.size <= CACHE_ENTRIES) break;
        seen.delete(oldest);
      }
      return { total, cached: cached >= CACHE_FROM_TOKENS ? cached : 0 };
    },
  };
}

/** Pictures by what is in them, and not byte by byte as JSON. */
function asDigest(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? createHash("sha256").update(value).digest("base64") : value;
}

export function demoUsage(
  input: { total: number; cached: number },
  output: { text: number; reasoning: number },
): LanguageModelV4Usage {
  return {
    inputTokens: { total: input.total, noCache: input.total - input.cached, cacheRead: input.cached, cacheWrite: 0 },
    outputTokens: { total: output.text + output.reasoning, text: output.text, reasoning: output.reasoning },
    raw: {
      input_tokens: input.total,
      cached_tokens: input.cached,
      output_tokens: output.text + output.reasoning,
      reasoning_tokens: output.reasoning,
    },
  };
}
