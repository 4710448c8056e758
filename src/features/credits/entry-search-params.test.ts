import { describe, expect, it } from "vitest";
import { EntryFilter } from "./credits.schema";
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

  it.each([
    { from: "2026-02-31" },
    { from: "2024-02-29" },
    { from: "2026-2-1" },
    { member: "0190a5c8-7a3e-7c4b-8f21-6d5e4c3b2a19" },
    { member: "0190a5c8-7a3e-9c4b-8f21-6d5e4c3b2a19" },
    { model: "x".repeat(200) },
    { model: "x".repeat(201) },
    { q: "y".repeat(101) },
    { q: "a\tb" },
  ])("lets through exactly what the schema takes: %o", (part) => {
    const { from, member, model, q } = { ...none, ...part };
    const asked = { kind: "all", from, memberId: member, modelId: model, search: q || null };
    const given = Object.keys(filterOf({ ...none, ...part })).length === 2;
    expect(given).toBe(EntryFilter.safeParse(asked).success);
  });

  it("names the file with exactly the filter", () => {
    expect(exportHref("acme", { kind: "usage", search: "a&b", to: null })).toBe(
      "/api/credits/entries?org=acme&kind=usage&search=a%26b",
    );
  });
});
