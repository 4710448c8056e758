import { clerkScript } from "~/lib/clerk-script";

/** Ends the session on the server, then leaves by a full load, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", { method: "POST" }).catch(() => undefined);
  // Clerk keeps a session of its own in the browser, which would sign in again.
  await clerkScript()
    ?.signOut()
    .catch(() => undefined);
  window.location.assign("/sign-in");
}
