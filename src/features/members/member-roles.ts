import { type Role, roleHas, roles } from "~/server/permissions";

/** In their order, the one with the most rights first. */
export const memberRoles: readonly Role[] = roles;

export function toRole(name: string): Role | null {
  return roles.find((role) => role === name) ?? null;
}

/** Whether somebody with the role can use up anything. */
export function spends(role: Role): boolean {
  return roleHas(role, "chat.write");
}
