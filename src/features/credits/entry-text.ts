import type { useTranslations } from "next-intl";
import { formatCredits } from "~/lib/format-credits";
import { formatDate } from "~/lib/format-date";
import type { EntryView, EntryWhat } from "./entry-view";
import type { LotView } from "./lot-view";

/** What turns facts into words: the texts, the language, the organisation's time zone. */
export type Words = { t: ReturnType<typeof useTranslations<"credits">>; locale: string; timeZone: string };

/** What an entry is, in a few words. A reason that somebody gave stands before what we would say. */
export function entryText({ t, locale, timeZone }: Words, what: EntryWhat): string {
  switch (what.kind) {
    case "usage":
      return what.title ?? t(`what.${what.purpose === "title" ? "titleMade" : what.purpose}`);
    case "purchase": {
      const credits = Number(what.amountUcr / 1_000_000n);
      return what.provider === "test" ? t("what.purchaseTest", { credits }) : t("what.purchase", { credits });
    }
    case "refund":
      return what.reason ?? t(what.isDispute ? "what.dispute" : "what.refund");
    case "grant":
      return what.reason ?? t(`what.${what.grant}`);
    case "expiry":
      if (what.since === null) return t("what.expired");
      return t("what.expiredOf", { day: formatDate(what.since, locale, { style: "day", timeZone }) });
    case "correction":
      return what.correctsSeq === null
        ? t("what.correctionOf")
        : t("what.correction", { number: what.correctsSeq.toString() });
    case "adjustment":
      return what.reason ?? t("what.adjusted");
  }
}

/** Who did it. A person without a name is not of the organisation: gone, or of the platform. */
export function whoText({ t }: Words, entry: Pick<EntryView, "who" | "what">): string {
  if (entry.who === null) return t("who.system");
  if (entry.who.name !== null) return entry.who.name;
  return t(entry.what.kind === "usage" || entry.what.kind === "purchase" ? "who.former" : "who.platform");
}

export type Chip = { label: string; tone: "neutral" | "credit" | "success" | "warning" };

export function chipOf({ t }: Words, what: EntryWhat): Chip {
  switch (what.kind) {
    case "usage":
      return { label: t("chip.usage"), tone: "neutral" };
    case "purchase":
      return { label: t("chip.purchase"), tone: "success" };
    case "refund":
      return { label: t("chip.refund"), tone: "warning" };
    case "grant":
      return { label: t("chip.grant"), tone: "success" };
    case "expiry":
      return { label: t("chip.expiry"), tone: "neutral" };
    default:
      return { label: t("chip.adjustment"), tone: "credit" };
  }
}

/** A lot by what granted it: "Plan, November", "Top-up of 17 Nov". */
export function lotName(
  { t, locale, timeZone }: Words,
  lot: Pick<LotView, "grant" | "reason" | "effectiveAt">,
): string {
  const day = formatDate(lot.effectiveAt, locale, { style: "day", timeZone });
  switch (lot.grant) {
    case "plan":
      return t("lots.plan", {
        month: new Intl.DateTimeFormat(locale, { month: "long", timeZone }).format(lot.effectiveAt),
      });
    case "purchase":
      return t("lots.purchase", { day });
    case "adjustment":
      return t("lots.adjustment", { day });
    default:
      return lot.reason ?? t(`lots.${lot.grant}`);
  }
}

export function expiryText({ t, locale, timeZone }: Words, expiresAt: Date | null): string {
  if (expiresAt === null) return t("lots.noExpiry");
  return t("lots.until", { day: formatDate(expiresAt, locale, { style: "day", timeZone }) });
}

/** What a receipt says below its equation, beside the numbers. */
export function receiptRemarks(
  words: Words,
  receipt: {
    charge: { basis: string; late: boolean; overrunUcr: bigint } | null;
    corrections: { deltaUcr: bigint; reason: string }[];
  },
): string[] {
  const { t, locale } = words;
  const remarks: string[] = [];
  if (receipt.charge !== null) {
    const { basis, late, overrunUcr } = receipt.charge;
    if (isBasis(basis)) remarks.push(t(`receipt.basis.${basis}`));
    if (late) remarks.push(t("receipt.late"));
    if (overrunUcr > 0n)
      remarks.push(t("receipt.overrun", { credits: formatCredits(overrunUcr, locale, { precision: "exact" }) }));
  }
  for (const { deltaUcr, reason } of receipt.corrections) {
    remarks.push(
      t("receipt.corrected", {
        credits: formatCredits(-deltaUcr, locale, { precision: "exact", sign: "always" }),
        reason,
      }),
    );
  }
  return remarks;
}

const bases = ["provider", "stream_estimate", "checkpoint", "manual"] as const;

function isBasis(value: string): value is (typeof bases)[number] {
  return bases.some((basis) => basis === value);
}
