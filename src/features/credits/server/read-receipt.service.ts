import { notFound } from "~/lib/app-error";
import type { EntryReader } from "./entries.repository";
import {
  type CorrectionRow,
  type DrawnLot,
  type EntryFacts,
  findChargeOfEntry,
  findCorrections,
  findDrawnLots,
  findEntryFacts,
  type ReceiptCharge,
} from "./receipt.repository";

export type EntryReceipt = {
  entry: EntryFacts;
  /** The charge with its snapshot; of a correcting entry, the charge that it corrects. */
  charge: ReceiptCharge | null;
  corrections: CorrectionRow[];
  /** Lots that it took from. Shown to those who see everything. */
  drawn: DrawnLot[];
};

/** Everything behind one entry. Somebody else's, for a reader of their own use, does not exist. */
export async function readReceipt(reader: EntryReader, seq: bigint): Promise<EntryReceipt> {
  const entry = await findEntryFacts(reader.db, reader.orgId, seq);
  if (entry === null) throw notFound("entry");
  const charge = await findChargeOfEntry(reader.db, reader.orgId, seq);
  if (reader.onlyUserId !== null && charge?.userId !== reader.onlyUserId) throw notFound("entry");
  const [corrections, drawn] = [
    charge === null ? [] : await findCorrections(reader.db, reader.orgId, charge.holdId),
    reader.onlyUserId === null ? await findDrawnLots(reader.db, reader.orgId, seq) : [],
  ];
  return { entry, charge, corrections, drawn };
}
