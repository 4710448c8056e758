import { randomUUID } from "node:crypto";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import type { ChangeEmailInput } from "../accounts.schema";
import { forgotUrl, linkTo, readerOf } from "./account-mail";
import { credentialFlows } from "./credential-flows";
import { enter } from "./enter.service";
import { throttled } from "./sign-in-throttle";

/**
 * Sends a link to the new address, which changes to it when used, and a notice to the one before. Throws
 * `invalid_credentials`, `email_taken`, `too_many_attempts`, `bad_input` for the address one has already.
 */
export async function requestEmailChange(
  backend: Backend,
  { newEmail, currentPassword }: ChangeEmailInput,
  headers: Headers,
  requestId: string,
): Promise<void> {
  const flows = credentialFlows(backend);
  const entrance = await enter(backend, headers, null, requestId);
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const { subject, email } = entrance.user.identity;
  if (newEmail === email)
    throw new AppError("bad_input", "the same address", { details: { fields: { newEmail: "same" } } });
  await throttled(backend.database.pool, email, () =>
    flows.requestEmailChange({ subject, newEmail, currentPassword }, async (tx, link) => {
      const reader = await readerOf(tx, backend, subject, headers);
      const common = {
        locale: reader.locale,
        orgId: null,
        ...(reader.userId === null ? {} : { userId: reader.userId }),
      };
      await sendMail(tx, {
        ...common,
        template: "confirm-new-email",
        props: { email, newEmail, url: linkTo(backend, "/verify-email", link.token), hours: 24 },
        to: link.to,
        key: `confirm-new-email/${randomUUID()}`,
        useBefore: link.expiresAt,
      });
      await sendMail(tx, {
        ...common,
        template: "email-change-asked",
        props: {
          name: link.emailVerified ? link.name : null,
          newEmail,
          at: new Date().toISOString(),
          forgotUrl: forgotUrl(backend),
        },
        to: link.email,
        key: `email-change-asked/${randomUUID()}`,
      });
    }),
  );
}
