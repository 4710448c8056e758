import { describe, expect, it } from "vitest";
import { type EntrySearch, exportHref, filterOf, pageOf } from "./entry-search-params";

const none: EntrySearch = {
  kind: "all",
  from: null,
  to: null,
  member: null,
  model: null,
  q: "",
  before: null,
  after: null,
  size: 25,
};

describe("the address of the list", () => {
  it("leaves out what does not fit", () => {
    const search = { ...none, from: "yesterday", to: "2026-11-20", member: "1 OR 1", model: "a\u0000", q: "  " };
    expect(filterOf(search)).toEqual({ kind: "all", to: "2026-11-20" });
    expect(pageOf({ ...none, before: "-5", after: "12", size: 7 })).toEqual({
      filter: { kind: "all" },
      cursor: { direction: "newer", seq: "12" },
      limit: 25,
    });
  });

  it("names the file with exactly the filter", () => {
    expect(exportHref("acme", { kind: "usage", search: "a&b", to: null })).toBe(
      "/api/credits/entries?org=acme&kind=usage&search=a%26b",
    );
  });
});
