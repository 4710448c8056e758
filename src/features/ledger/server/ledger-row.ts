/** A row of a ledger function, read with a guard on every value. */
export class LedgerRow {
  readonly #row: Record<string, unknown>;

  constructor(row: Record<string, unknown>) {
    this.#row = row;
  }

  has(column: string): boolean {
    return this.#row[column] !== null && this.#row[column] !== undefined;
  }

  text(column: string): string {
    const value = this.#row[column];
    if (typeof value !== "string") throw unexpected(column, value);
    return value;
  }

  optionalText(column: string): string | null {
    return this.has(column) ? this.text(column) : null;
  }

  /** int8 and numeric travel as text, because a double does not hold them. */
  bigint(column: string): bigint {
    const value = this.#row[column];
    if (typeof value === "bigint") return value;
    if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
    if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
    throw unexpected(column, value);
  }

  optionalBigint(column: string): bigint | null {
    return this.has(column) ? this.bigint(column) : null;
  }

  /** For counts that are small by nature: tokens, calls, rows. */
  count(column: string): number {
    const value = Number(this.bigint(column));
    if (!Number.isSafeInteger(value)) throw unexpected(column, value);
    return value;
  }

  optionalCount(column: string): number | null {
    return this.has(column) ? this.count(column) : null;
  }

  date(column: string): Date {
    const value = this.#row[column];
    if (value instanceof Date) return value;
    throw unexpected(column, value);
  }

  optionalDate(column: string): Date | null {
    return this.has(column) ? this.date(column) : null;
  }

  texts(column: string): string[] {
    const value = this.#row[column];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    throw unexpected(column, value);
  }

  /** One of a fixed set of words. */
  word<const W extends string>(column: string, words: readonly W[]): W {
    const value = this.text(column);
    const found = words.find((word) => word === value);
    if (found === undefined) throw unexpected(column, value);
    return found;
  }
}

function unexpected(column: string, value: unknown): Error {
  return new Error(`the ledger answered ${typeof value} ${String(value)} in ${column}`);
}
