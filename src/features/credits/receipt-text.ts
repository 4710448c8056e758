import { formatCredits } from "~/lib/format-credits";
import { formatUsd } from "~/lib/format-usd";
import { expiryText, lotName, receiptRemarks, type Words } from "./entry-text";
import type { LotView } from "./lot-view";

type Receipt = {
  entry: {
    kind: string;
    reason: string | null;
    provider: string | null;
    priceUsdMicros: bigint | null;
    lotAmountUcr: bigint | null;
    lotRemainingUcr: bigint | null;
    lotExpiresAt: Date | null;
  };
  charge: {
    basis: string;
    late: boolean;
    overrunUcr: bigint;
    requestId: string;
    modelId: string;
    modelName: string | null;
    keyId: string | null;
    keyName: string | null;
  } | null;
  corrections: { deltaUcr: bigint; reason: string }[];
  drawn: { kind: string; sourceId: string; reason: string | null; effectiveAt: Date; amountUcr: bigint }[];
};

/** What a receipt says beside its equation: how it was counted, what it was paid with, which lots it took from. */
export function receiptLines(words: Words, receipt: Receipt, options: { seesAll: boolean }): string[] {
  const { t, locale } = words;
  const { entry, charge, drawn } = receipt;
  const lines: string[] = [];
  if (entry.priceUsdMicros !== null) {
    const price = formatUsd(entry.priceUsdMicros * 1_000_000n, locale, { fractionDigits: 2 });
    lines.push(t(entry.provider === "test" ? "receipt.priceTest" : "receipt.price", { price }));
  }
  if (entry.lotAmountUcr !== null && entry.lotRemainingUcr !== null) {
    const amounts = {
      remaining: formatCredits(entry.lotRemainingUcr, locale),
      amount: formatCredits(entry.lotAmountUcr, locale),
    };
    lines.push(t("receipt.lot", { ...amounts, expiry: expiryText(words, entry.lotExpiresAt) }));
  }
  if (entry.reason !== null) lines.push(t("receipt.reason", { reason: entry.reason }));
  if (charge !== null) lines.push(t("receipt.model", { model: charge.modelName ?? charge.modelId }));
  if (charge !== null && charge.keyId !== null) {
    lines.push(charge.keyName === null ? t("receipt.keyGone") : t("receipt.key", { name: charge.keyName }));
  }
  lines.push(...receiptRemarks(words, receipt));
  if (options.seesAll && drawn.length > 0) lines.push(drawnText(words, drawn));
  if (charge !== null) lines.push(t("receipt.request_", { id: charge.requestId }));
  return lines;
}

function drawnText(words: Words, drawn: Receipt["drawn"]): string {
  const { t, locale } = words;
  const parts = drawn.map((lot) =>
    t("receipt.drawnPart", {
      credits: formatCredits(lot.amountUcr, locale, { precision: "exact" }),
      name: lotName(words, { ...lot, grant: grantOf(lot) }),
    }),
  );
  return t("receipt.drawn", { lots: new Intl.ListFormat(locale, { type: "conjunction" }).format(parts) });
}

/** What granted a lot, from how the ledger names it. */
export function grantOf(lot: { kind: string; sourceId: string }): LotView["grant"] {
  if (lot.kind === "plan_grant") return "plan";
  if (lot.kind === "purchase") return "purchase";
  if (lot.kind === "promo") return lot.sourceId === "welcome" ? "welcome" : "promo";
  return "adjustment";
}
