import { AppError } from "~/lib/app-error";
import { type ApiScope, scopeOpens } from "./api-scopes";

/** Who may do what: the one table. Rows are permissions, `resource.action`; a role lists what it has. */
export const roles = ["owner", "admin", "member", "viewer"] as const;
export type Role = (typeof roles)[number];

type Rule = {
  roles: readonly Role[];
  /** Whoever changes something by it leaves a line in the audit log; a test holds this. */
  privileged?: true;
  /** Not for a superadmin who acts as a member: it moves money, gives out secrets, or decides who an organisation's are. */
  ownOnly?: true;
};

const everybody = ["owner", "admin", "member", "viewer"] as const;
const workers = ["owner", "admin", "member"] as const;
const managers = ["owner", "admin"] as const;
const owners = ["owner"] as const;

const rules = {
  "org.read": { roles: everybody },
  "org.update": { roles: managers, privileged: true },
  "org.domains": { roles: owners, privileged: true, ownOnly: true },
  "org.export": { roles: owners, privileged: true, ownOnly: true },
  "org.transfer": { roles: owners, privileged: true, ownOnly: true },
  "org.delete": { roles: owners, privileged: true, ownOnly: true },
  /** Everybody may go. */
  "org.leave": { roles: everybody, privileged: true, ownOnly: true },
  /** To accept or decline an organisation that its owner hands over. */
  "org.receive": { roles: everybody, privileged: true, ownOnly: true },
  "members.read": { roles: everybody },
  "members.invite": { roles: managers, privileged: true, ownOnly: true },
  "members.update": { roles: managers, privileged: true, ownOnly: true },
  "members.remove": { roles: managers, privileged: true, ownOnly: true },
  "chat.read": { roles: everybody },
  "chat.write": { roles: workers, ownOnly: true },
  "models.read": { roles: everybody },
  "credits.read": { roles: everybody },
  /** Own use, line by line. */
  "credits.read_own": { roles: workers },
  /** Everybody's use, lots and purchases. */
  "credits.read_all": { roles: managers },
  "credits.buy": { roles: managers, privileged: true, ownOnly: true },
  /** Own keys for programs. */
  "keys.manage_own": { roles: workers, privileged: true, ownOnly: true },
  /** Everybody's keys: to see, to limit and to revoke. */
  "keys.manage_all": { roles: managers, privileged: true, ownOnly: true },
  "audit.read": { roles: managers },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof rules;

export const permissions = Object.keys(rules).filter(isPermission);

/** Whom a role may invite, change and remove. Nobody takes away the last owner, whoever they are: the services see to that. */
const managed: Record<Role, readonly Role[]> = {
  owner: everybody,
  admin: ["member", "viewer"],
  member: [],
  viewer: [],
};

export function roleHas(role: Role, permission: Permission): boolean {
  return rules[permission].roles.some((holder) => holder === role);
}

/** Whether acts by this permission are written to the audit log. */
export function isPrivileged(permission: Permission): boolean {
  const rule: Rule = rules[permission];
  return rule.privileged === true;
}

/** Whether a superadmin may do it while acting as a member. */
export function isOpenWhileActing(permission: Permission): boolean {
  const rule: Rule = rules[permission];
  return rule.ownOnly !== true;
}

export function managesRole(role: Role, other: Role): boolean {
  return managed[role].includes(other);
}

/** Who asks: a member by their role, perhaps through a key that opens less, perhaps a superadmin in their place. */
export type Holder = {
  role: Role;
  key?: { scopes: readonly ApiScope[] } | null;
  acting?: object | null;
};

export function holderHas(holder: Holder, permission: Permission): boolean {
  return (
    roleHas(holder.role, permission) &&
    (holder.key == null || scopeOpens(holder.key.scopes, permission)) &&
    (holder.acting == null || isOpenWhileActing(permission))
  );
}

export function permissionsOf(holder: Holder): Permission[] {
  return permissions.filter((permission) => holderHas(holder, permission));
}

/** Throws `forbidden` where the role lacks the permission, a key's scopes do not open it, or it is shut while acting. */
export function assertCan(holder: Holder, permission: Permission): void {
  if (holderHas(holder, permission)) return;
  const why = !roleHas(holder.role, permission) ? "role" : holder.key == null ? "acting" : "scope";
  throw new AppError("forbidden", `${holder.role} lacks ${permission} (${why})`, {
    details: { permission, role: holder.role, why },
  });
}

function isPermission(name: string): name is Permission {
  return Object.hasOwn(rules, name);
}
