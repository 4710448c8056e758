import { managesRole, type Permission, permissions, type Role, roleHas, roles } from "~/server/permissions";

/** Kinds of things that permissions are about, in the order of their parts on the page. */
export const permissionGroups = ["org", "members", "chat", "models", "credits", "keys", "audit"] as const;
export type PermissionGroup = (typeof permissionGroups)[number];

/** The part of the table about one kind of thing: who has each permission. */
export function permissionsOfGroup(group: PermissionGroup): { permission: Permission; holders: Role[] }[] {
  return permissions
    .filter((permission) => permission.startsWith(`${group}.`))
    .map((permission) => ({ permission, holders: roles.filter((role) => roleHas(role, permission)) }));
}

/** Whom each role invites, changes and removes. */
export function managedRoles(): { role: Role; others: Role[] }[] {
  return roles.map((role) => ({ role, others: roles.filter((other) => managesRole(role, other)) }));
}

/** Permissions that no part of the page would show. */
export function ungrouped(): string[] {
  return permissions.filter((permission) => !permissionGroups.some((group) => permission.startsWith(`${group}.`)));
}
