import fc from "fast-check";
import { expect, test } from "vitest";
import { memberSorts } from "./member-limits";
import { ListMembersInput } from "./members.schema";
import { membersInput } from "./members-search-params";

test("whatever stands in the address becomes a question that is accepted", () => {
  fc.assert(
    fc.property(
      fc.record({
        q: fc.string({ maxLength: 300, unit: "binary" }),
        role: fc.constantFrom("owner" as const, "viewer" as const, null),
        sort: fc.constantFrom(...memberSorts),
        desc: fc.boolean(),
        page: fc.oneof(fc.integer(), fc.constant(Number.NaN)),
        size: fc.integer(),
      }),
      (search) => {
        expect(ListMembersInput.safeParse(membersInput(search)).success).toBe(true);
      },
    ),
  );
});

test("a page of 50 whose name contains a word is asked for as such", () => {
  const asked = membersInput({ q: " mira ", role: "admin", sort: "credits", desc: true, page: 3, size: 50 });
  expect(asked).toEqual({ search: "mira", role: "admin", sort: "credits", descending: true, page: 3, size: 50 });
});
