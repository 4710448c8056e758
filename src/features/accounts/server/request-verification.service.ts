import { randomUUID } from "node:crypto";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { safePath } from "~/lib/safe-path";
import type { Backend } from "~/server/context";
import { linkTo, readerOf } from "./account-mail";
import { credentialFlows } from "./credential-flows";

/**
 * Sends a link that proves the address. Does nothing where it is proved; throws `too_many_attempts` after a few.
 * @param next a path to go on to once it is proved, unchecked; what is none of this site's is left out.
 */
export async function requestVerification(
  backend: Backend,
  subject: string,
  headers: Headers,
  next?: string,
): Promise<void> {
  await credentialFlows(backend).requestEmailVerification(subject, async (tx, { email, to, token, expiresAt }) => {
    const reader = await readerOf(tx, backend, subject, headers);
    await sendMail(tx, {
      template: "verify-email",
      props: { email, url: linkTo(backend, "/verify-email", token, safePath(next)), hours: 48 },
      to,
      locale: reader.locale,
      orgId: null,
      ...(reader.userId === null ? {} : { userId: reader.userId }),
      key: `verify-email/${randomUUID()}`,
      useBefore: expiresAt,
    });
  });
}
