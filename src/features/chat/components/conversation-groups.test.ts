import { describe, expect, it } from "vitest";
import { groupConversations } from "./conversation-groups";

// A Friday.
const now = new Date("2026-11-20T10:00:00Z");

function row(lastMessageAt: string) {
  return { lastMessageAt: new Date(lastMessageAt) };
}

const kinds = (rows: ReturnType<typeof row>[], timeZone = "UTC"): [string, number][] =>
  groupConversations({ pinned: [], items: rows }, now, timeZone).map((group) => [group.kind, group.rows.length]);

describe("groupConversations", () => {
  it("names today, this week from Monday, this month, earlier months and other years", () => {
    expect(
      kinds([
        row("2026-11-20T09:00:00Z"),
        row("2026-11-16T00:00:00Z"),
        row("2026-11-15T23:59:59Z"),
        row("2026-10-31T12:00:00Z"),
        row("2025-11-20T12:00:00Z"),
      ]),
    ).toEqual([
      ["today", 1],
      ["week", 1],
      ["this_month", 1],
      ["month", 1],
      ["month_of_year", 1],
    ]);
  });

  it("puts pinned ones together whatever their age", () => {
    const pinned = [row("2024-01-01T00:00:00Z"), row("2026-11-20T09:00:00Z")];
    const groups = groupConversations({ pinned, items: [row("2026-11-20T08:00:00Z")] }, now, "UTC");
    expect(groups.map((group) => [group.kind, group.rows.length])).toEqual([
      ["pinned", 2],
      ["today", 1],
    ]);
  });

  it("takes the days of the organisation's time zone", () => {
    const lateYesterdayInUtc = row("2026-11-19T23:30:00Z");
    expect(kinds([lateYesterdayInUtc])).toEqual([["week", 1]]);
    expect(kinds([lateYesterdayInUtc], "Europe/Oslo")).toEqual([["today", 1]]);
  });

  it("counts a conversation from a clock that runs ahead as today's", () => {
    expect(kinds([row("2026-11-21T08:00:00Z")])).toEqual([["today", 1]]);
  });

  it("keeps the order it was given inside a group", () => {
    const [first, second] = [row("2026-11-20T01:00:00Z"), row("2026-11-20T09:00:00Z")];
    expect(groupConversations({ pinned: [], items: [first, second] }, now, "UTC")[0]?.rows).toEqual([first, second]);
  });
});
