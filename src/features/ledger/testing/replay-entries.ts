import type { Sql } from "~/server/db";
import { LotBook } from "./lot-book";

type EntryRow = {
  seq: string;
  kind: string;
  amount_ucr: string;
  balance_after_ucr: string;
  lot_priority: number | null;
  lot_expires_at: Date | null;
  /** The lot that an expiry ended, or that a clawback takes from first. */
  first_seq: string | null;
  drawn: string[];
};

/**
 * Puts an organisation's entries, in their order, through the model's lots, and says where the two part: in a balance, or in the
 * lots that an entry drew from. What really happened in between no longer matters; only the order that the ledger gave it.
 */
export async function replayEntries(owner: Sql, orgId: string): Promise<string[]> {
  const { rows } = await owner.query<EntryRow>(
    `SELECT e.seq, e.kind, e.amount_ucr, e.balance_after_ucr, l.priority AS lot_priority, l.expires_at AS lot_expires_at,
       coalesce(x.entry_seq, b.entry_seq) AS first_seq,
       ARRAY(SELECT d.entry_seq || ':' || c.amount_ucr FROM lot_consumption c JOIN credit_lot d ON d.id = c.lot_id
         WHERE c.org_id = e.org_id AND c.entry_seq = e.seq AND d.entry_seq <> e.seq ORDER BY d.entry_seq) AS drawn
     FROM ledger_entry e
     LEFT JOIN credit_lot l ON l.org_id = e.org_id AND l.entry_seq = e.seq
     LEFT JOIN credit_lot x ON e.kind = 'expiry' AND x.id::text = split_part(e.source_id, ':', 1)
     LEFT JOIN refund r ON e.kind = 'clawback' AND r.id::text = e.source_id
     LEFT JOIN purchase p ON p.id = r.purchase_id
     LEFT JOIN credit_lot b ON b.id = p.lot_id
     WHERE e.org_id = $1 ORDER BY e.seq`,
    [orgId],
  );
  const book = new ReplayBook();
  const differences = rows.flatMap((row) => {
    const before = new Map(book.lots.map((lot) => [lot.seq, lot.remaining]));
    book.replay(row);
    const drawn = book.lots.flatMap((lot) => {
      const taken = (before.get(lot.seq) ?? lot.remaining) - lot.remaining;
      return taken > 0n ? [`${lot.seq}:${taken}`] : [];
    });
    const isSame = String(book.posted) === row.balance_after_ucr && drawn.join() === row.drawn.join();
    return isSame ? [] : [`entry ${row.seq} (${row.kind}): drew ${row.drawn.join()}, the model ${drawn.join()}`];
  });
  const { rows: lots } = await owner.query<{ lot: string }>(
    "SELECT entry_seq || ':' || remaining_ucr AS lot FROM credit_lot WHERE org_id = $1 ORDER BY entry_seq",
    [orgId],
  );
  const left = book.lots.map((lot) => `${lot.seq}:${lot.remaining}`).join();
  return left === lots.map(({ lot }) => lot).join() ? differences : [...differences, "the lots differ in the end"];
}

class ReplayBook extends LotBook {
  replay(row: EntryRow): void {
    const amount = BigInt(row.amount_ucr);
    if (amount > 0n) this.addLot(row.kind, amount, row.lot_priority ?? 0, row.lot_expires_at?.getTime() ?? null);
    else this.take(row.kind, -amount, row.first_seq === null ? undefined : Number(row.first_seq));
  }
}
