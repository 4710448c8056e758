// Of its own, without the schemas' library: the field for addresses reads them as they are typed and pasted.

/** Most addresses that are invited at once. */
export const mostAddresses = 500;

/** No stricter and no laxer than what mails are sent to; a test holds this. */
const address = /^(?!\.)(?!.*\.\.)[a-z0-9_'+\-.]*[a-z0-9_+-]@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;
const longest = 254;
const shownOfInvalid = 100;

export type ParsedAddresses = {
  /** In lower case, each once, in the order in which they came. */
  addresses: string[];
  /** What is no address, as it was written, each once. */
  invalid: string[];
};

/**
 * Reads addresses out of anything that people paste: one a line, with commas, semicolons or spaces between them, as
 * `Mira Okafor <mira@example.com>` or with `mailto:`. Names are left out; all else that is no address is told.
 */
export function parseAddresses(text: string): ParsedAddresses {
  const addresses = new Set<string>();
  const invalid = new Set<string>();
  for (const word of wordsOf(text)) {
    const found = word.toLowerCase();
    if (isAddress(found)) addresses.add(found);
    else invalid.add(word.slice(0, shownOfInvalid));
  }
  return { addresses: [...addresses], invalid: [...invalid] };
}

export function isAddress(text: string): boolean {
  return text.length <= longest && address.test(text);
}

function wordsOf(text: string): string[] {
  return text.split(/[;\r\n]+/).flatMap((line) => {
    const words: string[] = [];
    let end = 0;
    for (const match of line.matchAll(/<([^<>]*)>/g)) {
      // Before the bracket stands a name, perhaps with a comma in it, and before that perhaps an address without one.
      words.push(...piecesOf(line.slice(end, match.index)).filter((piece) => piece.includes("@")));
      words.push(...piecesOf(match[1] ?? ""));
      end = match.index + match[0].length;
    }
    return [...words, ...piecesOf(line.slice(end))];
  });
}

function piecesOf(text: string): string[] {
  return text
    .split(/[\s,\p{Cc}\u200B\uFEFF]+/u)
    .map((piece) => piece.replace(/^["'“”«»()[\]<>]+|["“”«»()[\]<>.]+$/gu, "").replace(/^mailto:/i, ""))
    .filter((piece) => piece !== "");
}
