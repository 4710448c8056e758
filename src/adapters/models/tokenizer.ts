import { get_encoding, type Tiktoken } from "tiktoken";

/** Text longer than this is not counted in one go on the thread (about 3 ms). */
const SYNC_CHARS = 16_000;
/** A run without a place to cut costs time squared, so that it is cut anyway. Rarely moves a count, and then up. */
const MAX_RUN_CHARS = 256;
/** Size of the pieces that are counted between two turns of the event loop (about 1 ms). */
const SLICE_CHARS = 6_000;

const LONG_RUN = /\S{257}|\s{257}/;
const LONG_RUNS = /\S{257,}|\s{257,}/g;

let encoding: Tiktoken | undefined;

/** Loads the token table (about 200 ms, once). */
export function warmTokenizer(): void {
  encoder();
}

/**
 * Tokens of a text by the o200k table. Up to 16,000 characters it is the exact number; longer texts are
 * counted from three samples and rounded up, so that a call never takes more than a few milliseconds.
 */
export function countTokens(text: string): number {
  if (text.length <= SYNC_CHARS) return countExactly(text);
  const sample = SYNC_CHARS / 4;
  const middle = Math.floor((text.length - sample) / 2);
  const counted =
    countExactly(text.slice(0, sample)) +
    countExactly(text.slice(middle, middle + sample)) +
    countExactly(text.slice(-sample));
  return Math.ceil((counted / (3 * sample)) * text.length * 1.1);
}

/** The exact number for a text of any length, letting the event loop turn between slices. */
export async function countTokensInSlices(text: string): Promise<number> {
  let tokens = 0;
  for (let start = 0; start < text.length; ) {
    const end = cutPoint(text, start, start + SLICE_CHARS);
    tokens += countExactly(text.slice(start, end));
    start = end;
    if (start < text.length) await new Promise((resolve) => setImmediate(resolve));
  }
  return tokens;
}

/** A piece of text and the number of tokens that it took. */
export type TokenPiece = { text: string; tokens: number };

/** Splits a text token by token; joined, the pieces are the text again. For models that write as they go. */
export function splitIntoTokens(text: string): TokenPiece[] {
  const pieces: TokenPiece[] = [];
  for (const run of runsOf(text.toWellFormed())) {
    const decoder = new TextDecoder();
    let tokens = 0;
    for (const token of encoder().encode(run, [], [])) {
      tokens += 1;
      const piece = decoder.decode(encoder().decode_single_token_bytes(token), { stream: true });
      if (piece === "") continue;
      // A character may be spread over several tokens: they are counted with the last of them.
      pieces.push({ text: piece, tokens });
      tokens = 0;
    }
  }
  return pieces;
}

/**
 * Where a text may be cut so that the parts' counts add up to the whole's: before a space that follows
 * something and precedes a letter. Returns an index in (from, to], or `to` when there is none.
 */
export function cutPoint(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length;
  for (let index = to; index > from + 1; index -= 1) {
    if (text[index] === " " && /\S/.test(text[index - 1] ?? " ") && /\p{L}/u.test(text[index + 1] ?? "")) return index;
  }
  return to;
}

function countExactly(text: string): number {
  let tokens = 0;
  for (const run of runsOf(text)) tokens += encoder().encode(run, [], []).length;
  return tokens;
}

/** The text itself, or, where it has a run too long to be looked at whole, the text in parts. */
function runsOf(text: string): string[] {
  if (text === "") return [];
  if (text.length <= MAX_RUN_CHARS || !LONG_RUN.test(text)) return [text];
  const parts: string[] = [];
  let done = 0;
  for (const match of text.matchAll(LONG_RUNS)) {
    if (match.index > done) parts.push(text.slice(done, match.index));
    for (let at = 0; at < match[0].length; at += MAX_RUN_CHARS) parts.push(match[0].slice(at, at + MAX_RUN_CHARS));
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

function encoder(): Tiktoken {
  encoding ??= get_encoding("o200k_base");
  return encoding;
}
