import type { LedgerRow } from "./ledger-row";

/** The answer to a money command. A replay carries what the first attempt answered. */
export type MoneyEffect = {
  code: "ok" | "replay";
  /** Number of the entry it made; null where nothing had to be booked. */
  entrySeq: bigint | null;
  /** What it changed the balance by. */
  amountUcr: bigint;
  /** Right after it. */
  balanceUcr: bigint;
};

/** The key was used before with another body. Nothing happened. */
export type Conflict = { code: "conflict" };

export function moneyEffect(code: "ok" | "replay", row: LedgerRow): MoneyEffect {
  return {
    code,
    entrySeq: row.optionalBigint("o_seq"),
    amountUcr: row.bigint("o_amount"),
    balanceUcr: row.bigint("o_balance"),
  };
}
