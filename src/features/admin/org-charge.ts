import type { RouterOutputs } from "~/trpc/react";

export type OrgCharge = RouterOutputs["admin"]["orgCharges"]["charges"][number];

/** All tokens of a call, of whatever kind. */
export function tokensOf(charge: OrgCharge): bigint {
  return (
    charge.inputTokens + charge.cacheReadTokens + charge.cacheWriteTokens + charge.outputTokens + charge.reasoningTokens
  );
}

const bases = ["provider", "stream_estimate", "checkpoint", "manual"] as const;

/** Whether there is a text for what a charge goes by. */
export function isBasis(value: string): value is (typeof bases)[number] {
  return bases.some((basis) => basis === value);
}
