/** Dollars as somebody types them, in pusd; null for anything that is none. */
export function parseDollars(text: string): bigint | null {
  const match = /^\$?\s*(\d{1,6})(?:[.,](\d{1,12}))?\s*\$?$/.exec(text.trim());
  if (match === null) return null;
  return BigInt(match[1] ?? "0") * 1_000_000_000_000n + BigInt((match[2] ?? "").padEnd(12, "0"));
}
