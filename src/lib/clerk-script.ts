/** What pages use of Clerk's script once it runs. */
export type ClerkScript = {
  /** A token that is good for some seconds more; its cookie is set by then. */
  renew(): Promise<unknown>;
  openProfile(): true;
  signOut(): Promise<unknown>;
};

type Callable = (...of: unknown[]) => unknown;

/** The script of the sign-in by Clerk, or null where another sign-in is used or it has not come (yet). */
export function clerkScript(): ClerkScript | null {
  const clerk: unknown = typeof window === "undefined" ? undefined : Reflect.get(window, "Clerk");
  if (!isObject(clerk) || clerk.loaded !== true) return null;
  return {
    async renew() {
      const { session } = clerk;
      return isObject(session) ? call(session, "getToken") : null;
    },
    openProfile() {
      call(clerk, "openUserProfile");
      return true;
    },
    signOut: async () => call(clerk, "signOut"),
  };
}

/** In milliseconds. A request that waited longer goes without, and is answered as the server sees fit. */
const patienceMs = 3_000;

/**
 * Waits until the session's token is good for the next request. At once where the sign-in is our own, and
 * mostly where it is Clerk's: tokens are renewed in time, except after a device has slept.
 */
export async function freshSession(): Promise<void> {
  const clerk = clerkScript();
  if (clerk === null) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([clerk.renew().catch(() => undefined), late]);
  clearTimeout(timer);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function call(of: Record<string, unknown>, name: string): unknown {
  const method = of[name];
  return isCallable(method) ? method.call(of) : undefined;
}

function isCallable(value: unknown): value is Callable {
  return typeof value === "function";
}
