import { expect, test } from "vitest";
import { permissions, permissionsOf, type Role } from "~/server/permissions";
import { nextActs } from "./next-acts";
import { purposes } from "./purposes";

const actsOf = (role: Role, purpose: (typeof purposes)[number] | null) =>
  nextActs(purpose, permissionsOf({ role })).map(({ act }) => act);

test("each purpose puts what is nearest to it first", () => {
  expect(purposes.map((purpose) => actsOf("owner", purpose)[0])).toEqual(["invite", "buy", "buy", "key", "invite"]);
  expect(actsOf("owner", null)).toEqual(actsOf("owner", "open"));
});

test("nobody is sent to a page that is closed to their role", () => {
  for (const purpose of purposes) {
    expect(actsOf("member", purpose)).not.toContain("invite");
    expect(actsOf("member", purpose)).not.toContain("buy");
    expect(actsOf("member", purpose)).toContain("key");
    expect(actsOf("viewer", purpose)).not.toContain("key");
    expect(actsOf("viewer", purpose)).toEqual(expect.arrayContaining(["credits", "roles", "keyboard"]));
  }
});

test("whoever buys credits is not shown their page twice, and every purpose leaves nothing out", () => {
  for (const purpose of purposes) {
    expect(
      nextActs(purpose, permissions)
        .map(({ act }) => act)
        .sort(),
    ).toEqual(["buy", "invite", "key", "keyboard", "roles"]);
  }
});
