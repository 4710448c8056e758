import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { correctCharge } from "~/features/ledger/server/correct-charge.service";
import { providerBuckets } from "../usage-buckets";
import type { MeteringScope } from "./metering-scope";

/**
 * A provider's own number that came after its call was charged by an estimate: the difference becomes a
 * correction that refers to the charge. The same call is corrected once, however often it is told.
 *
 * @returns what was given back (positive) or charged besides (negative), in micro-credits; null when the
 *   numbers are no use or the call has no charge.
 */
export async function recordLateUsage(
  scope: MeteringScope,
  holdId: string,
  usage: LanguageModelV4Usage,
): Promise<bigint | null> {
  const tokens = providerBuckets(usage);
  if (tokens === null) return null;
  const result = await correctCharge(scope.sql, scope.orgId, {
    chargeId: holdId,
    idempotencyKey: `usage:${holdId}`,
    tokens,
    basis: "provider",
    reason: "the provider's number arrived after the charge",
    rawUsage: usage.raw,
  });
  if (result.code !== "ok" && result.code !== "replay") return null;
  scope.backend.events.publish(scope.orgId, { type: "balance" });
  return result.amountUcr;
}
