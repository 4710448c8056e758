import { randomUUID } from "node:crypto";
import { sendMail } from "~/features/mail/server/send-mail.service";
import type { Backend } from "~/server/context";
import { addressOf } from "~/server/request-address";
import { linkTo, readerOf } from "./account-mail";
import { credentialFlows } from "./credential-flows";
import { countAttempt } from "./sign-in-throttle";

/** No answer comes sooner: how long it takes must not tell whether there is such an account. */
const answersAfterMs = 250;

/**
 * Sends a link for a new password, if the address has an account and has not asked too often. Nothing in the
 * answer tells which. Throws `too_many_attempts` for a machine that asks for many addresses.
 */
export async function requestPasswordReset(backend: Backend, email: string, headers: Headers): Promise<void> {
  const flows = credentialFlows(backend);
  const asker = addressOf(headers);
  if (asker !== null) await countAttempt(backend.database.pool, `reset ${asker}`);
  const pause = new Promise((resolve) => setTimeout(resolve, answersAfterMs));
  await Promise.all([
    pause,
    flows.requestPasswordReset(email, async (tx, { subject, name, emailVerified, to, token, expiresAt }) => {
      const reader = await readerOf(tx, backend, subject, headers);
      await sendMail(tx, {
        template: "reset-password",
        props: { name: emailVerified ? name : null, url: linkTo(backend, "/reset-password", token), minutes: 60 },
        to,
        locale: reader.locale,
        orgId: null,
        ...(reader.userId === null ? {} : { userId: reader.userId }),
        key: `reset-password/${randomUUID()}`,
        useBefore: expiresAt,
      });
    }),
  ]);
}
