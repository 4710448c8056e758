import type { LanguageModelV4FinishReason } from "@ai-sdk/provider";
import { inputTokensOf, type TokenBuckets, totalTokens } from "~/features/ledger/token-buckets";
import { decimalText } from "~/lib/decimal-text";
import type { FinishReason, Usage } from "./v1-answers.schema";

/** The charge of a call, as far as an answer tells of it. */
export type ChargeFacts = {
  holdId: string;
  chargeUcr: bigint;
  costPusd: bigint;
  tokens: TokenBuckets;
  basis: string;
};

/** OpenAI's words for how an answer ended. */
export function finishReasonOf({ unified }: LanguageModelV4FinishReason): FinishReason {
  switch (unified) {
    case "length":
      return "length";
    case "tool-calls":
      return "tool_calls";
    case "content-filter":
      return "content_filter";
    default:
      return "stop";
  }
}

/** What was charged, in OpenAI's fields, and what it came to. Undefined: nothing was charged, or not yet. */
export function usageOf(charge: ChargeFacts | undefined): Usage {
  const tokens = charge?.tokens;
  return {
    prompt_tokens: tokens ? inputTokensOf(tokens) : 0,
    completion_tokens: tokens ? tokens.output + tokens.reasoning : 0,
    total_tokens: tokens ? totalTokens(tokens) : 0,
    prompt_tokens_details: { cached_tokens: tokens?.cacheRead ?? 0 },
    completion_tokens_details: { reasoning_tokens: tokens?.reasoning ?? 0 },
    cost:
      charge === undefined
        ? null
        : {
            credits: creditsOf(charge.chargeUcr),
            provider_cost_usd: decimalOf(charge.costPusd, 12),
            receipt_id: charge.holdId,
            estimated: charge.basis !== "provider",
          },
  };
}

export function creditsOf(ucr: bigint): string {
  return decimalOf(ucr, 6);
}

/** An exact decimal number without trailing zeros: 1250000n of 6 places is "1.25". */
function decimalOf(amount: bigint, places: number): string {
  return decimalText(amount, places).replace(/\.?0+$/, "");
}
