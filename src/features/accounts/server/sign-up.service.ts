import type { AuthIdentity } from "~/adapters/auth/auth.port";
import { homeOf } from "~/features/organizations/server/list-organizations.service";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { log } from "~/server/log";
import { addressOf, isLoopback } from "~/server/request-address";
import type { SignInInput, SignUpInput } from "../accounts.schema";
import { nameFromEmail } from "../name-from-email";
import { enterAs } from "./enter.service";
import { noteDevice } from "./note-device.service";
import { requestVerification } from "./request-verification.service";
import { countAttempt, throttled } from "./sign-in-throttle";

/** `home` is a path: where the person works. */
export type SignedInResult = { home: string; setCookie: string[] };

/** A room full of people may sit behind one address. Each of them has a mail sent to somebody. */
const signUpsPerMachine = 20;

/**
 * Makes the account, the person and the organisation; an empty organisation name makes a personal one. Throws
 * `too_many_attempts` for a machine that makes many.
 */
export async function signUp(
  backend: Backend,
  input: SignUpInput,
  headers: Headers,
  requestId: string,
): Promise<SignedInResult> {
  const machine = addressOf(headers);
  // This machine itself, or a proxy that nobody told of: it says nothing of who asks.
  if (machine !== null && !isLoopback(machine)) {
    await countAttempt(backend.database.pool, `sign-up ${machine}`, signUpsPerMachine);
  }
  const name = input.name ?? nameFromEmail(input.email);
  const organizationName =
    input.organizationName === undefined || input.organizationName === "" ? null : input.organizationName;
  const { identity, setCookie } = await backend.ports.auth.signUp(
    { email: input.email, password: input.password, name, organizationName },
    headers,
  );
  const home = await homeAfter(backend, identity, requestId);
  // The account stands: a mail that cannot be queued now is asked for again from the banner.
  await requestVerification(backend, identity.subject, headers, input.next).catch((error: unknown) => {
    log().error({ requestId, err: error }, "verification mail was not queued");
  });
  const device = await noteDevice(backend, identity, headers);
  return { home, setCookie: [...setCookie, ...device.setCookie] };
}

/**
 * Throws `invalid_credentials`, or `too_many_attempts` with the seconds to wait. A device that the person has
 * not used before is told to them, unless it is trusted for another reason.
 */
export async function signIn(
  backend: Backend,
  input: SignInInput,
  headers: Headers,
  requestId: string,
  options: { isDeviceTrusted?: boolean } = {},
): Promise<SignedInResult> {
  return throttled(backend.database.pool, input.email, async () => {
    const { identity, setCookie } = await backend.ports.auth.signIn(input, headers);
    const home = await homeAfter(backend, identity, requestId);
    const device = await noteDevice(backend, identity, headers, options.isDeviceTrusted);
    return { home, setCookie: [...setCookie, ...device.setCookie] };
  });
}

async function homeAfter(backend: Backend, identity: AuthIdentity, requestId: string): Promise<string> {
  const entrance = await enterAs(backend, identity, null, requestId);
  if (entrance === null) throw new AppError("internal", "person missing after sign-in");
  return homeOf(entrance.user);
}
