import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { holderHas, type Permission } from "~/server/permissions";
import { enterAgain } from "./enter.service";

/**
 * Whether whoever was let in as `scope` still is the same here, with the permission: the session, the membership, the role
 * and a time of acting may end while something is being read. A database that is away for a moment takes nobody's right.
 */
export async function isStillIn(scope: OrgScope, headers: Headers, permission: Permission): Promise<boolean> {
  try {
    const org = (await enterAgain(scope.backend, headers, scope.org.slug, scope.requestId))?.org;
    return (
      org?.orgId === scope.orgId &&
      org.userId === scope.userId &&
      org.acting?.sessionId === scope.acting?.sessionId &&
      holderHas(org, permission)
    );
  } catch (error) {
    return !(error instanceof AppError) || error.code === "unavailable" || error.code === "internal";
  }
}

/**
 * A signal for something that is read for long: it aborts with `signal`, and as soon as the right to read is gone. Asked
 * at each change of the person's membership, and every few seconds besides. `end` gives back what it holds.
 */
export function whileIn(
  scope: OrgScope,
  headers: Headers,
  permission: Permission,
  signal: AbortSignal | undefined,
  recheckMs = 10_000,
): { signal: AbortSignal; end(): void } {
  const ended = new AbortController();
  const both = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  const recheck = async () => {
    if (!(await isStillIn(scope, headers, permission))) ended.abort();
  };
  const timer = setInterval(() => void recheck(), recheckMs);
  both.addEventListener("abort", () => clearInterval(timer), { once: true });
  void (async () => {
    for await (const event of scope.backend.events.subscribe(scope.orgId, both)) {
      if (event.type === "membership" && event.userId === scope.userId) await recheck();
    }
  })();
  return { signal: both, end: () => ended.abort() };
}
