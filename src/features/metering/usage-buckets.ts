import type { JSONValue, LanguageModelV4FinishReason, LanguageModelV4Usage } from "@ai-sdk/provider";
import { areTokenBuckets, noTokens, type TokenBuckets } from "~/features/ledger/token-buckets";
import type { OutputTokens } from "./stream-counter";

/** What a call comes to, and how well it is known. */
export type CountedUsage = { tokens: TokenBuckets; basis: "provider" | "stream_estimate" };

/**
 * The provider's numbers as parts that do not overlap; null where it gave none. Zeros that it gave are
 * numbers; fields that the SDK filled with zeros because the provider left them out are not.
 */
export function providerBuckets(usage: LanguageModelV4Usage | undefined): TokenBuckets | null {
  const input = usage?.inputTokens.total;
  const output = usage?.outputTokens.total;
  if (usage === undefined || input === undefined || output === undefined) return null;
  if (input === 0 && output === 0 && usage.raw !== undefined && !holdsNumber(usage.raw)) return null;
  const cacheRead = usage.inputTokens.cacheRead ?? 0;
  const cacheWrite = usage.inputTokens.cacheWrite ?? 0;
  const reasoning = usage.outputTokens.reasoning ?? 0;
  const tokens = {
    input: input - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    // Some compatible servers leave the reasoning out of the total.
    output: reasoning > output ? output : output - reasoning,
    reasoning,
  };
  return areTokenBuckets(tokens) ? tokens : null;
}

/**
 * What to charge for a call that ended with this usage and reason. A provider that was cut off may have
 * reported a part: of its number and the local count the larger one is taken, as an estimate.
 */
export function usageOfFinish(
  usage: LanguageModelV4Usage | undefined,
  finishReason: LanguageModelV4FinishReason,
  local: { promptTokens: number; output: OutputTokens },
): CountedUsage {
  const reported = providerBuckets(usage);
  const isCutOff =
    finishReason.unified === "interrupted" || (finishReason.unified === "other" && finishReason.raw === undefined);
  if (reported !== null && !isCutOff) return { tokens: reported, basis: "provider" };
  const estimate = estimatedBuckets(local.promptTokens, local.output);
  if (reported === null) return { tokens: estimate, basis: "stream_estimate" };
  const hasInput = reported.input + reported.cacheRead + reported.cacheWrite > 0;
  return {
    basis: "stream_estimate",
    tokens: {
      input: hasInput ? reported.input : estimate.input,
      cacheRead: reported.cacheRead,
      cacheWrite: reported.cacheWrite,
      output: Math.max(reported.output, estimate.output),
      reasoning: Math.max(reported.reasoning, estimate.reasoning),
    },
  };
}

export function estimatedBuckets(promptTokens: number, output: OutputTokens): TokenBuckets {
  return { ...noTokens, input: promptTokens, output: output.output, reasoning: output.reasoning };
}

/** The same numbers in the SDK's form, for a provider that sent none. */
export function usageOfBuckets(tokens: TokenBuckets): LanguageModelV4Usage {
  return {
    inputTokens: {
      total: tokens.input + tokens.cacheRead + tokens.cacheWrite,
      noCache: tokens.input,
      cacheRead: tokens.cacheRead,
      cacheWrite: tokens.cacheWrite,
    },
    outputTokens: { total: tokens.output + tokens.reasoning, text: tokens.output, reasoning: tokens.reasoning },
  };
}

function holdsNumber(value: JSONValue | undefined): boolean {
  if (typeof value === "number") return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsNumber);
}
