/** Up to two letters of a name: "Mira Okafor" MO, "acme" AC, "mira@x.no" MI, nothing "?". */
export function initialsOf(name: string): string {
  const words = name
    .split("@")[0]
    ?.split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const [first, ...rest] = words ?? [];
  if (!first) return "?";
  const last = rest.at(-1);
  const letters = last ? letter(first, 0) + letter(last, 0) : letter(first, 0) + letter(first, 1);
  return letters.toUpperCase();
}

/** By code point, so that a surrogate pair is never cut. */
function letter(word: string, index: number): string {
  return [...word][index] ?? "";
}
