/** An entry as the list shows it. Amounts in ucr. */
export type EntryView = {
  seq: bigint;
  amountUcr: bigint;
  balanceAfterUcr: bigint;
  createdAt: Date;
  /** What it is, with what the words for it need. */
  what: EntryWhat;
  /** Null: the system did it. A person without a name has left the organisation, or runs the platform. */
  who: { id: string; name: string | null } | null;
  model: { id: string; name: string } | null;
  tokens: number | null;
};

export type EntryWhat =
  | { kind: "usage"; purpose: "chat" | "title" | "embedding" | "api"; title: string | null }
  | { kind: "purchase"; provider: string; amountUcr: bigint }
  | { kind: "refund"; isDispute: boolean; reason: string | null }
  | { kind: "grant"; grant: "welcome" | "promo" | "plan"; reason: string | null }
  | { kind: "expiry"; lot: string; since: Date | null }
  | { kind: "adjustment"; reason: string | null }
  | { kind: "correction"; correctsSeq: bigint | null; reason: string | null };

export type EntryPage = {
  entries: EntryView[];
  /** Where the neighbouring pages start; null where there is none. */
  older: bigint | null;
  newer: bigint | null;
};
