import { z } from "zod";
import { entryKinds, entrySeqPattern, filterLengths, printable } from "./credits-limits";

const Day = z.iso.date();

/** What the list, its totals and its CSV are narrowed by. Days are those of the organisation's time zone, both included. */
export const EntryFilter = z.strictObject({
  kind: z.enum(entryKinds).default("all"),
  from: Day.nullish(),
  to: Day.nullish(),
  memberId: z.uuid().nullish(),
  modelId: z.string().min(1).max(filterLengths.modelId).regex(printable).nullish(),
  search: z.string().trim().max(filterLengths.search).regex(printable).nullish(),
});
export type EntryFilter = z.output<typeof EntryFilter>;

/** An entry's number. It travels as text: what a question is remembered under must be JSON. */
export const EntrySeq = z
  .string()
  .regex(entrySeqPattern)
  .transform((digits) => BigInt(digits));

/** Where a page starts: entries older than a number, or newer than it. Without one, the newest. */
export const EntryCursor = z.strictObject({
  direction: z.enum(["older", "newer"]),
  seq: EntrySeq,
});
export type EntryCursor = z.output<typeof EntryCursor>;

export const ListEntriesInput = z.strictObject({
  filter: EntryFilter,
  cursor: EntryCursor.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListEntriesQuestion = z.input<typeof ListEntriesInput>;

export const EntryTotalsInput = z.strictObject({ filter: EntryFilter });

export const ReceiptInput = z.strictObject({ seq: EntrySeq });

/**
 * A purchase names credits and the key of the attempt. Price, balance and organisation come from the
 * server: a body that carries them is refused. The amount's bounds are checked by the service, which
 * answers with them.
 */
export const BuyCreditsInput = z.strictObject({ credits: z.number(), key: z.uuid() });

/** `lastEventId` comes from the client library when it reconnects. */
export const WatchBalanceInput = z.strictObject({ lastEventId: z.string().max(100).nullish() }).optional();
