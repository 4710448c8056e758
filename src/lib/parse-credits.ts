/**
 * Credits as somebody types them ("1,250.5", "1 250,5") in ucr; null for anything else, for zero, and for
 * more than six decimals. A comma between three digits groups in English and separates in Russian: the
 * locale decides.
 */
export function parseCredits(text: string, locale: string): bigint | null {
  const bare = text.trim().replace(/[\s\u00a0\u202f]/g, "");
  const plain = locale.startsWith("en") ? bare.replace(/,(?=\d{3}(?:\D|$))/g, "") : bare.replace(",", ".");
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(plain);
  if (match === null) return null;
  const ucr = BigInt(match[1] ?? "0") * 1_000_000n + BigInt((match[2] ?? "").padEnd(6, "0"));
  return ucr === 0n ? null : ucr;
}
