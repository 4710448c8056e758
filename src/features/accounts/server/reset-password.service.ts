import type { Backend } from "~/server/context";
import type { ResetPasswordInput } from "../accounts.schema";
import { readerOf } from "./account-mail";
import { credentialFlows } from "./credential-flows";
import { notifyPasswordChanged } from "./notify-password-changed";
import { type SignedInResult, signIn } from "./sign-up.service";

/**
 * Sets the password that a link in a mail was for, ends every session and signs the person in. Throws
 * `mail_link_unusable`.
 */
export async function resetPassword(
  backend: Backend,
  input: ResetPasswordInput,
  headers: Headers,
  requestId: string,
): Promise<SignedInResult> {
  const { email } = await credentialFlows(backend).resetPassword(input, async (tx, { subject, name, email: to }) => {
    const reader = await readerOf(tx, backend, subject, headers);
    await notifyPasswordChanged(tx, backend, { name, to, reader });
  });
  // Whoever reads the mailbox chose this device; the notice of the change tells the rest.
  return signIn(backend, { email, password: input.newPassword }, headers, requestId, { isDeviceTrusted: true });
}
