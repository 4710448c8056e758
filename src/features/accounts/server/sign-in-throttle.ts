import { AppError } from "~/lib/app-error";

const windowMs = 10 * 60_000;
const failuresAllowed = 10;
const addressesKept = 10_000;

/** Kept on `globalThis`: each route is a bundle with modules of its own, and all of them count together. */
const shared = globalThis as typeof globalThis & { counterpartSignInFailures?: Map<string, number[]> };
shared.counterpartSignInFailures ??= new Map();
const failures = shared.counterpartSignInFailures;

/** Throws `too_many_attempts` after ten wrong passwords for one address within ten minutes. */
export function assertMayTry(email: string, now = Date.now()): void {
  const recent = recentFailures(email, now);
  const oldest = recent[0];
  if (recent.length < failuresAllowed || oldest === undefined) return;
  throw new AppError("too_many_attempts", "too many wrong passwords", {
    details: { retryAfterSeconds: Math.ceil((oldest + windowMs - now) / 1000) },
  });
}

export function recordFailure(email: string, now = Date.now()): void {
  // Forgetting the oldest address keeps a flood of made-up ones from filling the memory.
  if (failures.size >= addressesKept) failures.delete(failures.keys().next().value ?? "");
  const recent = [...recentFailures(email, now), now];
  failures.delete(email);
  failures.set(email, recent);
}

function recentFailures(email: string, now: number): number[] {
  return (failures.get(email) ?? []).filter((at) => at > now - windowMs);
}
