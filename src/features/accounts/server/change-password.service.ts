import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { inTransaction } from "~/server/db";
import type { ChangePasswordInput } from "../accounts.schema";
import { readerOf } from "./account-mail";
import { enter } from "./enter.service";
import { notifyPasswordChanged } from "./notify-password-changed";
import { throttled } from "./sign-in-throttle";

/** Needs the current password; ends every other session, and tells the person. Throws `invalid_credentials` where it is wrong. */
export async function changePassword(
  backend: Backend,
  input: ChangePasswordInput,
  headers: Headers,
  requestId: string,
): Promise<{ setCookie: string[] }> {
  const entrance = await enter(backend, headers, null, requestId);
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const { email, name } = entrance.user.user;
  const { emailVerified } = entrance.user.identity;
  return throttled(backend.database.pool, email, async () => {
    const changed = await backend.ports.auth.changePassword(input, headers);
    await inTransaction(backend.database.pool, async (tx) => {
      const reader = await readerOf(tx, backend, entrance.user.identity.subject, headers);
      await notifyPasswordChanged(tx, backend, { name: emailVerified ? name : null, to: email, reader });
    });
    return changed;
  });
}
