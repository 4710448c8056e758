const patterns: readonly [RegExp, string][] = [
  // Passwords inside addresses, and whatever follows the question mark.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*(?::[^\s/@]*)?@/gi, "$1…@"],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]+)[?#][^\s"'<>)]*/gi, "$1?…"],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, "$1 …"],
  // Keys as vendors write them: sk-..., whsec_..., re_..., AKIA..., and signed tokens of three parts.
  [/\b(?:sk|pk|rk|re|whsec|svix|signkey|sess|tok|key)[-_][\w-]{8,}/gi, "…"],
  [/\bA(?:KIA|SIA)[A-Z0-9]{12,}/g, "…"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "…"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "…@…"],
];

/**
 * What may be written down of a text that comes from a vendor, a driver or an error: without secrets, without
 * addresses of people, on one line and short.
 * @param secrets values that must not appear whatever they look like.
 */
export function scrubText(text: string, secrets: readonly string[], maxLength = 300): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, "…");
  for (const [pattern, by] of patterns) clean = clean.replaceAll(pattern, by);
  clean = clean.replaceAll(/\s+/g, " ").trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}

/** The same without anything in quotation marks: there, errors quote what they were given. */
export function maskQuoted(text: string): string {
  return text.replaceAll(/"[^"]*"?|'[^'\n]{2,}'|`[^`]*`?|“[^”]*”/g, "“…”");
}
