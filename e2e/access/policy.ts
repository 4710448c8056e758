import { type Permission, permissions, type Role, roleHas } from "~/server/permissions";

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
  | `org:${string}`;

/** Somebody who asks, and what they are in the organisation that is asked about. */
export type Standing = { isSignedIn: boolean; isSuperadmin: boolean; role: Role | null };

export type Outcome = "ok" | "401" | "403" | "404" | "401 unsigned";

/** What the permission table says of one cell. It knows nothing of how the entry is written. */
export function expectedOutcome(policy: Policy, who: Standing): Outcome {
  if (policy === "public") return "ok";
  if (policy === "signature") return "401 unsigned";
  if (policy === "token" || policy === "development") return "404";
  if (!who.isSignedIn) return "401";
  if (policy === "signed_in") return "ok";
  if (policy === "superadmin") return who.isSuperadmin ? "ok" : "403";
  // A foreign organisation and a missing one are answered alike.
  if (who.role === null) return "404";
  return roleHas(who.role, permissionOf(policy)) ? "ok" : "403";
}

export function permissionOf(policy: Policy): Permission {
  const found = permissions.find((permission) => policy === `org:${permission}`);
  if (found === undefined) throw new Error(`"${policy}" names no permission of the table`);
  return found;
}

const plainPolicies = ["public", "signed_in", "superadmin", "worker", "signature", "token", "development"];

export function isPolicy(value: unknown): value is Policy {
  if (typeof value === "string" && plainPolicies.includes(value)) return true;
  return permissions.some((permission) => value === `org:${permission}`);
}
