import fc from "fast-check";
import { expect, test } from "vitest";
import { apiScopes, permissionsOfScope } from "./api-scopes";
import {
  assertCan,
  holderHas,
  isOpenWhileActing,
  managesRole,
  permissions,
  permissionsOf,
  roleHas,
  roles,
} from "./permissions";

const anyRole = fc.constantFrom(...roles);
const anyPermission = fc.constantFrom(...permissions);
const someScopes = fc.subarray(apiScopes);

test("a key opens what its scopes say and its maker's role has, never more", () => {
  fc.assert(
    fc.property(anyRole, someScopes, anyPermission, (role, scopes, permission) => {
      const isOpen = holderHas({ role, key: { scopes } }, permission);
      const inScope = scopes.some((scope) => permissionsOfScope(scope).includes(permission));
      expect(isOpen).toBe(roleHas(role, permission) && inScope);
    }),
  );
  expect(permissionsOf({ role: "owner", key: { scopes: [] } })).toEqual([]);
});

test("whoever acts in a member's place has less than the member: no money, no secrets, no people", () => {
  for (const permission of [
    "credits.buy",
    "chat.write",
    "keys.manage_own",
    "keys.manage_all",
    "org.transfer",
  ] as const) {
    expect(isOpenWhileActing(permission)).toBe(false);
    expect(() => assertCan({ role: "owner", acting: {} }, permission)).toThrow(/acting/);
  }
  for (const role of roles) {
    const own = permissionsOf({ role });
    for (const permission of permissionsOf({ role, acting: {} })) expect(own).toContain(permission);
  }
});

test("an owner manages everybody; an admin members and viewers; the others nobody", () => {
  const table = roles.map((role) => [role, roles.filter((other) => managesRole(role, other))]);
  expect(Object.fromEntries(table)).toEqual({
    owner: ["owner", "admin", "member", "viewer"],
    admin: ["member", "viewer"],
    member: [],
    viewer: [],
  });
});

test("a higher role has what a lower one has", () => {
  for (const [index, role] of roles.slice(0, -1).entries()) {
    const lower = roles[index + 1] ?? role;
    for (const permission of permissionsOf({ role: lower })) expect(roleHas(role, permission)).toBe(true);
  }
});
