import { clerkScript } from "~/lib/clerk-script";

/**
 * Ends the session on the server, then leaves by a full load, so that nothing of it stays in memory. Throws what the
 * server answered where it could not: the session goes on, and whoever leaves the machine has to know.
 * @param next a path to come back to, as somebody else perhaps.
 */
export async function signOut(next?: string): Promise<void> {
  const response = await fetch("/api/auth/sign-out", { method: "POST" });
  if (!response.ok) throw await response.json().catch(() => null);
  // Clerk keeps a session of its own in the browser, which would sign in again.
  await clerkScript()
    ?.signOut()
    .catch(() => undefined);
  window.location.assign(next === undefined ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);
}
