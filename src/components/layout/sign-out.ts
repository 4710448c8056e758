import { clerkScript } from "~/lib/clerk-script";

/**
 * Ends the session on the server, then leaves by a full load, so that nothing of it stays in memory.
 * @param next a path to come back to, as somebody else perhaps.
 */
export async function signOut(next?: string): Promise<void> {
  await fetch("/api/auth/sign-out", { method: "POST" }).catch(() => undefined);
  // Clerk keeps a session of its own in the browser, which would sign in again.
  await clerkScript()
    ?.signOut()
    .catch(() => undefined);
  window.location.assign(next === undefined ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);
}
