import type { ModelLot } from "./ledger-model-state";

/** Entries and the lots behind them: how credits come, in which order they go, and when they end. */
export class LotBook {
  posted = 0n;
  held = 0n;
  entries: { amount: bigint; kind: string }[] = [];
  lots: ModelLot[] = [];
  expire(now: number): bigint {
    let total = 0n;
    const over = this.lots.filter((lot) => lot.remaining > 0n && lot.expiresAt !== null && lot.expiresAt <= now);
    for (const lot of over.sort((a, b) => Number(a.expiresAt) - Number(b.expiresAt) || a.seq - b.seq)) {
      const taken = smaller(lot.remaining, larger(0n, this.posted - this.held));
      if (taken === 0n) break;
      lot.remaining -= taken;
      this.book("expiry", -taken);
      total += taken;
    }
    return total;
  }

  protected addLot(kind: string, amount: bigint, priority: number, expiresAt: number | null): number {
    const repaid = smaller(amount, larger(0n, -this.posted));
    this.book(kind, amount);
    this.lots.push({ seq: this.entries.length, priority, amount, remaining: amount - repaid, expiresAt });
    return this.entries.length;
  }

  /** Returns the lots it drew from, in order. */
  protected take(kind: string, amount: bigint, first?: number): number[] {
    this.book(kind, -amount);
    const rank = (lot: ModelLot) => (lot.seq === first ? -1 : lot.priority);
    const open = this.lots.filter((lot) => lot.remaining > 0n);
    open.sort((a, b) => rank(a) - rank(b) || (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || a.seq - b.seq);
    const drawn: number[] = [];
    for (const lot of open) {
      const taken = smaller(lot.remaining, amount);
      if (taken === 0n) break;
      lot.remaining -= taken;
      amount -= taken;
      drawn.push(lot.seq);
    }
    return drawn;
  }

  private book(kind: string, amount: bigint): void {
    this.posted += amount;
    this.entries.push({ kind, amount });
  }
}

export function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
