import type { ReceiptCharge, TokenKind } from "../chat.schema";
import type { ChargeRow, VersionNumbers } from "./charges.repository";

const pusdPerUcrDivisor = 1_000_000n;

/** A charge as its receipt shows it: everything from the snapshot that was stored with it. */
export function receiptCharge(row: ChargeRow, versions: VersionNumbers): ReceiptCharge {
  const last = row.corrections.at(-1);
  return {
    id: row.holdId,
    number: row.entrySeq,
    at: row.createdAt,
    modelId: row.modelId,
    modelName: versions.models.get(row.modelId) ?? row.modelId,
    lines: linesOf(row),
    requestPusd: row.costPusd === 0n ? 0n : row.requestPusd,
    costPusd: row.costPusd,
    markup: {
      mode: row.markupMode === "graduated" ? "graduated" : "volume",
      multiplierBp: row.multiplierBp,
      fromCostPusd: row.markupFromPusd.findLast((from) => from <= row.costPusd) ?? 0n,
      isTiered: row.markupFromPusd.length > 1,
      creditPricePusd: row.creditPricePusd,
    },
    markedUpPusd: (row.chargeUcr * row.creditPricePusd) / pusdPerUcrDivisor,
    chargedUcr: row.chargeUcr,
    balanceAfterUcr: last?.balanceAfterUcr ?? row.balanceAfterUcr,
    basis: bases.find((basis) => basis === row.basis) ?? "provider",
    priceVersion: versions.prices.get(row.priceVersionId) ?? 0,
    markupVersion: versions.markups.get(row.markupVersionId) ?? 0,
    corrections: row.corrections.map((correction) => ({
      at: correction.createdAt,
      deltaUcr: correction.deltaUcr,
      chargedUcr: correction.chargeUcr,
      reason: correction.reason,
      balanceAfterUcr: correction.balanceAfterUcr,
    })),
  };
}

/** What a charge came to after its corrections. */
export function effectiveUcr(charge: ReceiptCharge): bigint {
  return charge.corrections.at(-1)?.chargedUcr ?? charge.chargedUcr;
}

const bases = ["provider", "stream_estimate", "checkpoint", "manual"] as const;

function linesOf(row: ChargeRow): ReceiptCharge["lines"] {
  const kinds: [TokenKind, bigint, bigint][] = [
    ["input", row.inputTokens, row.inputPusd],
    ["cacheRead", row.cacheReadTokens, row.cacheReadPusd],
    ["cacheWrite", row.cacheWriteTokens, row.cacheWritePusd],
    ["output", row.outputTokens, row.outputPusd],
    ["reasoning", row.reasoningTokens, row.reasoningPusd],
  ];
  return kinds
    .filter(([, tokens]) => tokens > 0n)
    .map(([kind, tokens, rate]) => ({ kind, tokens, pusdPerToken: rate, costPusd: tokens * rate }));
}
