import { expect, it } from "vitest";
import { pageParam } from "./orgs-search-params";
import { ListUsersInput } from "./users.schema";
import { usersInput } from "./users-search-params";

const none = { q: "", show: null, sort: "created", desc: true, page: null } as const;
const id = "0199b8f4-7c11-7c60-8d2e-1f3e5c6a7b8d";

it("asks for what the address says, in a shape that the server takes", () => {
  const page = pageParam("next", { id, value: "2026-12-01 00:00:00+00" });
  const question = usersInput({ ...none, q: "  mira ", show: "suspended", page });
  expect(question).toEqual({
    search: "mira",
    show: "suspended",
    sort: "created",
    descending: true,
    cursor: { direction: "next", id, value: "2026-12-01 00:00:00+00" },
  });
  expect(ListUsersInput.safeParse(question).success).toBe(true);
});

it("shows the first page for an address that somebody bent", () => {
  const first = { search: null, show: null, sort: "created", descending: true };
  expect(usersInput({ ...none, page: "next~x~1" })).toEqual(first);
  expect(usersInput({ ...none, q: "x".repeat(500) })).toEqual(first);
  expect(usersInput({ ...none, q: "\u0000" })).toEqual(first);
});
