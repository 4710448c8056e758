"use client";

import { useDeferredValue, useMemo } from "react";
import type { MessageView, ModelChoice } from "../chat.schema";
import { costBound, estimateTokens } from "../cost-bound";
import type { PathStep } from "./branches";

/** Most that the next answer can cost, and whether the text alone is too long for the model. */
export type Bound = { upToUcr: bigint | null; textTokens: number; roomTokens: number; isTooLong: boolean };

/** Follows the draft at a distance, so that typing never waits for it. */
export function useCostBound(model: ModelChoice | null, path: readonly PathStep<MessageView>[], draft: string): Bound {
  const text = useDeferredValue(draft);
  const messages = path.length;
  const tokens = path.reduce((sum, step) => sum + step.message.tokens, 0);
  return useMemo(() => {
    if (model === null) return { upToUcr: null, textTokens: 0, roomTokens: 0, isTooLong: false };
    const textTokens = estimateTokens(text);
    const roomTokens = model.contextWindow - model.maxOutputTokens;
    const { upToUcr } = costBound(model, { tokens, messages }, text);
    return { upToUcr, textTokens, roomTokens, isTooLong: textTokens > roomTokens };
  }, [model, tokens, messages, text]);
}
