import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { EntryFilter, ListEntriesQuestion } from "./credits.schema";
import { entryKinds, entrySeqPattern, filterLengths, pageSizes, printable } from "./credits-limits";

/** The list's state in the address: what it is narrowed to, the page, the open receipt. */
export const entrySearchParams = {
  kind: parseAsStringLiteral(entryKinds).withDefault("all"),
  from: parseAsString,
  to: parseAsString,
  member: parseAsString,
  model: parseAsString,
  q: parseAsString.withDefault(""),
  /** Entries older or newer than this number. */
  before: parseAsString,
  after: parseAsString,
  size: parseAsInteger.withDefault(25),
};

export type EntrySearch = {
  kind: (typeof entryKinds)[number];
  from: string | null;
  to: string | null;
  member: string | null;
  model: string | null;
  q: string;
  before: string | null;
  after: string | null;
  size: number;
};

/** The filter of an address. Somebody may have edited it by hand: what does not fit is left out. */
export function filterOf(search: EntrySearch): EntryFilter {
  const { kind, from, to, member: memberId, model: modelId } = search;
  const text = search.q.trim();
  return {
    kind,
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(memberId !== null && uuid.test(memberId) ? { memberId } : {}),
    ...(modelId !== null && isPrintable(modelId, filterLengths.modelId) ? { modelId } : {}),
    ...(isPrintable(text, filterLengths.search) ? { search: text } : {}),
  };
}

export function pageOf(search: EntrySearch): ListEntriesQuestion & { limit: number } {
  const limit = pageSizes.find((size) => size === search.size) ?? pageSizes[0];
  const [older, newer] = [seqOf(search.before), seqOf(search.after)];
  if (older !== null) return { filter: filterOf(search), cursor: { direction: "older", seq: older }, limit };
  if (newer !== null) return { filter: filterOf(search), cursor: { direction: "newer", seq: newer }, limit };
  return { filter: filterOf(search), cursor: null, limit };
}

/** The file of exactly what the list shows. */
export function exportHref(orgSlug: string, filter: EntryFilter): string {
  const query = new URLSearchParams({ org: orgSlug });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `/api/credits/entries?${query.toString()}`;
}

function seqOf(text: string | null): string | null {
  return text !== null && entrySeqPattern.test(text) ? text : null;
}

// The same as the schema says, in plain code: this file goes to the browser, the schema's library need not.
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

function isDay(text: string | null): boolean {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isPrintable(text: string, longest: number): boolean {
  return text !== "" && text.length <= longest && printable.test(text);
}
