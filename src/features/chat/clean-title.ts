import { firstWords } from "./first-words";

/** What a model gave as a title, as one line without the marks that models like to put around it; undefined if nothing is left. */
export function cleanTitle(text: string): string | undefined {
  const line = text
    .split("\n")
    .map((candidate) => candidate.replace(/[\p{Cc}\p{Cf}]/gu, " ").trim())
    .find((candidate) => candidate !== "");
  if (line === undefined) return undefined;
  const bare = strip(strip(line).replace(/^(?:title|название|заголовок)\s*:/iu, ""));
  return bare === "" ? undefined : firstWords(bare);
}

function strip(line: string): string {
  return line.replace(/^[\s"'«“„*_`#]+|[\s"'»”“*_`.]+$/gu, "");
}
