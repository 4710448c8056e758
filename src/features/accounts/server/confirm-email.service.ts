import { randomUUID } from "node:crypto";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { readerOf } from "./account-mail";
import { credentialFlows } from "./credential-flows";
import { enter } from "./enter.service";
import { takeAddress } from "./follow-address.service";
import { lockPeople } from "./people.repository";

/**
 * Uses the link of a mail, for the signed-in person that it was made for: the address is proved, or changed to the
 * one that the link went to; then both are told. Whoever only reads the mailbox is not asked: the account may have
 * been made by somebody else, with a password of theirs. Throws `not_signed_in`, `mail_link_unusable` (with
 * `isOfOtherAccount` where another person is signed in), and `email_taken` where somebody else has proved the
 * address meanwhile.
 */
export async function confirmEmail(
  backend: Backend,
  token: string,
  headers: Headers,
  requestId: string,
): Promise<{ email: string; isChanged: boolean }> {
  const flows = credentialFlows(backend);
  const entrance = await enter(backend, headers, null, requestId);
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const { subject, emailVerified } = entrance.user.identity;
  const { email, previousEmail } = await flows.confirmEmail({ token, subject }, async (tx, person) => {
    const { name, email: after, previousEmail: before } = person;
    if (before === null) return;
    const reader = await readerOf(tx, backend, subject, headers);
    const { provider } = backend.ports.auth;
    await lockPeople(tx);
    if (!(await takeAddress(tx, { provider, subject, email: after, emailVerified: true }, requestId))) {
      throw new AppError("email_taken", "somebody else has proved the address");
    }
    for (const copy of ["before", "after"] as const) {
      await sendMail(tx, {
        template: "email-changed",
        // The new address is proved by the link; the one before may never have been.
        props: {
          name: copy === "after" || emailVerified ? name : null,
          before,
          after,
          at: new Date().toISOString(),
          copy,
        },
        to: copy === "before" ? before : after,
        locale: reader.locale,
        orgId: null,
        ...(reader.userId === null ? {} : { userId: reader.userId }),
        key: `email-changed/${randomUUID()}`,
      });
    }
  });
  return { email, isChanged: previousEmail !== null };
}
