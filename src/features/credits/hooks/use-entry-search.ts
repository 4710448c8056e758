"use client";

import { useQueryStates } from "nuqs";
import { type EntrySearch, entrySearchParams } from "../entry-search-params";

/** The list's state in the address. Narrowing goes back to the newest entries; moving on a page is a step of the history. */
export function useEntrySearch() {
  const [search, setSearch] = useQueryStates(entrySearchParams, { shallow: true, scroll: false });

  function narrow(change: Partial<Omit<EntrySearch, "before" | "after">>): void {
    void setSearch({ ...change, before: null, after: null }, { history: "replace" });
  }
  function goTo(page: { before: bigint } | { after: bigint }): void {
    const [before, after] = "before" in page ? [page.before.toString(), null] : [null, page.after.toString()];
    void setSearch({ before, after }, { history: "push" });
  }
  function clear(): void {
    void setSearch(
      { kind: null, from: null, to: null, member: null, model: null, q: null, before: null, after: null },
      { history: "push" },
    );
  }
  return { search, narrow, goTo, clear };
}
