import type { UserScope } from "~/server/context";
import { throttled } from "./sign-in-throttle";

/**
 * Makes sure once more that it is the person who asks, before what cannot be taken back. Throws `invalid_credentials`,
 * `too_many_attempts` (counted with the sign-in's), `reauth_needed` where another provider's session is too old.
 */
export function reauthenticate(scope: UserScope, headers: Headers, password: string | null): Promise<void> {
  const { backend, user } = scope;
  return throttled(backend.database.pool, user.email, () => backend.ports.auth.reauthenticate(password, headers));
}
