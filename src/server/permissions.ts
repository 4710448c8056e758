import { AppError } from "~/lib/app-error";

/** Who may do what: the one table. Rows are permissions, `resource.action`; a role lists what it has. */
export const roles = ["owner", "admin", "member", "viewer"] as const;
export type Role = (typeof roles)[number];

const holders = {
  "org.read": ["owner", "admin", "member", "viewer"],
  "org.update": ["owner", "admin"],
  "members.read": ["owner", "admin", "member", "viewer"],
  "chat.read": ["owner", "admin", "member", "viewer"],
  "chat.write": ["owner", "admin", "member"],
  "models.read": ["owner", "admin", "member", "viewer"],
  "credits.read": ["owner", "admin", "member", "viewer"],
  /** Own use, line by line. */
  "credits.read_own": ["owner", "admin", "member"],
  /** Everybody's use, lots and purchases. */
  "credits.read_all": ["owner", "admin"],
  "credits.buy": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof holders;

export const permissions = Object.keys(holders).filter(isPermission);

export function roleHas(role: Role, permission: Permission): boolean {
  return holders[permission].some((holder) => holder === role);
}

export function permissionsOf(role: Role): Permission[] {
  return permissions.filter((permission) => roleHas(role, permission));
}

/** Throws `forbidden` where the role lacks the permission. */
export function assertCan(member: { role: Role }, permission: Permission): void {
  if (!roleHas(member.role, permission)) {
    throw new AppError("forbidden", `${member.role} lacks ${permission}`, {
      details: { permission, role: member.role },
    });
  }
}

function isPermission(name: string): name is Permission {
  return Object.hasOwn(holders, name);
}
