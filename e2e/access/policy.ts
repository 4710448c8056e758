import { type ApiScope, apiScopes } from "~/server/api-scopes";
import { isOpenWhileActing, type Permission, permissions, type Role, roleHas } from "~/server/permissions";

/**
 * What an entry demands: the words of `meta.access`, `worker` for what nobody outside can call, and
 * `signature` for what takes no person at all but a message that a vendor has signed, and `token` for what
 * takes nobody but whoever has a token of the configuration, and is not there where none is configured. What is for `development` does not exist in production.
 */
export type Policy =
  | "public"
  | "signed_in"
  | "superadmin"
  | "worker"
  | "signature"
  | "token"
  | "development"
  /** A key: any that works, or one that the scope opens it to. Whose session it is counts for nothing there. */
  | "key"
  | `key:${ApiScope}`
  | `org:${string}`;

/** Somebody who asks, and what they are in the organisation that is asked about. */
export type Standing = {
  isSignedIn: boolean;
  isSuperadmin: boolean;
  role: Role | null;
  /** Shut out by whoever runs the platform. */
  isSuspended?: true;
  /** A superadmin in the place of a member with the role. */
  isActing?: true;
};

export type Outcome = "ok" | "401" | "403" | "403 suspended" | "404" | "401 unsigned" | "401 no key";

/**
 * What the permission table says of one cell. It knows nothing of how the entry is written.
 * @param kind `route`, or what kind of procedure it is.
 */
export function expectedOutcome(policy: Policy, who: Standing, kind: string): Outcome {
  if (isKeyPolicy(policy)) return "401 no key";
  // Procedures ask who comes before they ask what for.
  if (who.isSuspended && (kind !== "route" || needsPerson(policy))) return "403 suspended";
  if (policy === "public") return "ok";
  if (policy === "signature") return "401 unsigned";
  if (policy === "token" || policy === "development") return "404";
  if (!who.isSignedIn) return "401";
  // An account is not changed from the page of the organisation in which somebody acts for another.
  if (policy === "signed_in") return who.isActing && kind === "mutation" ? "403" : "ok";
  if (policy === "superadmin") return who.isSuperadmin ? "ok" : "403";
  // A foreign organisation and a missing one are answered alike.
  if (who.role === null) return "404";
  const isShut = who.isActing && !isOpenWhileActing(permissionOf(policy));
  return roleHas(who.role, permissionOf(policy)) && !isShut ? "ok" : "403";
}

function needsPerson(policy: Policy): boolean {
  return policy === "signed_in" || policy === "superadmin" || policy.startsWith("org:");
}

export function permissionOf(policy: Policy): Permission {
  const found = permissions.find((permission) => policy === `org:${permission}`);
  if (found === undefined) throw new Error(`"${policy}" names no permission of the table`);
  return found;
}

/** What programs ask: a session is no key, whoever it is of. */
export function isKeyPolicy(policy: Policy): policy is "key" | `key:${ApiScope}` {
  return policy === "key" || apiScopes.some((scope) => policy === `key:${scope}`);
}

const plainPolicies = ["public", "signed_in", "superadmin", "worker", "signature", "token", "development", "key"];

export function isPolicy(value: unknown): value is Policy {
  if (typeof value === "string" && plainPolicies.includes(value)) return true;
  return (
    apiScopes.some((scope) => value === `key:${scope}`) ||
    permissions.some((permission) => value === `org:${permission}`)
  );
}
