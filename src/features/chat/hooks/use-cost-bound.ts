"use client";

import { useDeferredValue, useMemo } from "react";
import type { Attachment } from "../attachments";
import type { MessageView, ModelChoice } from "../chat.schema";
import { costBound, estimateTokens } from "../cost-bound";
import { filesOfBranch } from "../fit-history";
import type { PathStep } from "./branches";

/** Most that the next answer can cost, and whether the text alone is too long for the model. */
export type Bound = { upToUcr: bigint | null; textTokens: number; roomTokens: number; isTooLong: boolean };

/**
 * Follows the draft at a distance, so that typing never waits for it.
 * @param files that the message will have; those of the messages on the path come with them.
 */
export function useCostBound(
  model: ModelChoice | null,
  path: readonly PathStep<MessageView>[],
  draft: string,
  files: readonly Attachment[],
): Bound {
  const text = useDeferredValue(draft);
  return useMemo(() => {
    if (model === null) return { upToUcr: null, textTokens: 0, roomTokens: 0, isTooLong: false };
    const own = filesOfBranch(model, [files]);
    const textTokens = estimateTokens(text) + own.text + own.media;
    const roomTokens = model.contextWindow - model.maxOutputTokens;
    const before = path.map(({ message }) => message.attachments).filter((attached) => attached.length > 0);
    const history = {
      tokens: path.reduce((sum, step) => sum + step.message.tokens, 0),
      messages: path.length,
      files: filesOfBranch(model, [files, ...before.reverse()]),
    };
    const { upToUcr } = costBound(model, history, text);
    return { upToUcr, textTokens, roomTokens, isTooLong: textTokens > roomTokens };
  }, [model, path, text, files]);
}
