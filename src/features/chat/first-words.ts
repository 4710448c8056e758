const maxChars = 60;

/** A name for a conversation that has none: the first words of its first question, on one line. */
export function firstWords(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= maxChars) return line;
  const cut = line.slice(0, maxChars + 1);
  const end = cut.lastIndexOf(" ");
  // Never half a character, which a database would refuse.
  return `${(end > maxChars / 2 ? cut.slice(0, end) : cut.slice(0, maxChars)).toWellFormed().replace(/\uFFFD$/u, "")}…`;
}
