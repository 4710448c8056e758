import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { EntryFilter, EntrySeq, entryKinds, type ListEntriesQuestion, pageSizes } from "./credits.schema";

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
  const { kind, from, to, member: memberId, model: modelId, q } = search;
  const filter: EntryFilter = { kind };
  for (const part of [{ from }, { to }, { memberId }, { modelId }, { search: q.trim() || null }]) {
    if (Object.values(part)[0] !== null && EntryFilter.safeParse(part).success) Object.assign(filter, part);
  }
  return filter;
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
  return text !== null && EntrySeq.safeParse(text).success ? text : null;
}
