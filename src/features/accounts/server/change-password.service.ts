import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import type { ChangePasswordInput } from "../accounts.schema";
import { enter } from "./enter.service";
import { assertMayTry, recordFailure } from "./sign-in-throttle";

/** Needs the current password; ends every other session. Throws `invalid_credentials` where it is wrong. */
export async function changePassword(
  backend: Backend,
  input: ChangePasswordInput,
  headers: Headers,
  requestId: string,
): Promise<{ setCookie: string[] }> {
  const entrance = await enter(backend, headers, null, requestId);
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const { email } = entrance.user.user;
  assertMayTry(email);
  try {
    return await backend.ports.auth.changePassword(input, headers);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_credentials") recordFailure(email);
    throw error;
  }
}
