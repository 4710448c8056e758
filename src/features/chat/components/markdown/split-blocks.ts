/** A top-level piece of Markdown and where it starts in the whole text. */
export type Block = { start: number; text: string };

/**
 * Splits Markdown into top-level blocks, so that a growing answer renders only its last block again.
 * Give the blocks of the shorter text as `previous`: all but the last two are kept as they are. (Two,
 * since a line that has only half arrived may still turn out to continue the list before it.)
 * Texts with link or footnote definitions stay whole: a definition speaks for every block.
 */
export function splitBlocks(text: string, previous: readonly Block[] = []): Block[] {
  if (DEFINITION.test(text)) return [{ start: 0, text }];
  const kept = previous.slice(0, -2);
  const usable = kept.every((block) => text.startsWith(block.text, block.start));
  const last = usable ? kept.at(-1) : undefined;
  return last === undefined ? scan(text, 0) : [...kept, ...scan(text, last.start + last.text.length)];
}

const DEFINITION = /^ {0,3}\[[^\]\n]+\]:/m;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const INDENTED = /^(?:\t| {2,})/;
const FENCE = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})/;

function scan(text: string, from: number): Block[] {
  const blocks: Block[] = [];
  let start = from;
  let fence: string | null = null;
  let isList = false;
  let afterBlank = false;
  let empty = true;
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    if (fence !== null) {
      if (closesFence(line, fence)) fence = null;
    } else if (line.trim() === "") {
      afterBlank = !empty;
    } else {
      if (afterBlank && !INDENTED.test(line) && !(isList && LIST_ITEM.test(line))) {
        blocks.push({ start, text: text.slice(start, at) });
        start = at;
        empty = true;
      }
      if (empty) isList = LIST_ITEM.test(line);
      empty = false;
      afterBlank = false;
      fence = FENCE.exec(line)?.[1] ?? null;
    }
    at = end + 1;
  }
  if (start < text.length) blocks.push({ start, text: text.slice(start) });
  return blocks;
}

function closesFence(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === (fence[0] ?? "").repeat(trimmed.length);
}
