import { permissions } from "~/server/permissions";

/** Kinds of things that permissions are about, in the order of their parts on the page. */
export const permissionGroups = ["org", "members", "chat", "models", "credits", "keys", "audit"] as const;

/** Permissions that no part of the page would show. */
export function ungrouped(): string[] {
  return permissions.filter((permission) => !permissionGroups.some((group) => permission.startsWith(`${group}.`)));
}
