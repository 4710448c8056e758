import { randomUUID } from "node:crypto";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { readerOf } from "./account-mail";
import { credentialFlows } from "./credential-flows";
import { takeAddress } from "./follow-address.service";
import { lockPeople } from "./people.repository";

/**
 * Uses the link of a mail: the address is proved, or changed to the one that the link went to; then both are
 * told. Throws `mail_link_unusable`, and `email_taken` where somebody else has proved the address meanwhile.
 */
export async function confirmEmail(
  backend: Backend,
  token: string,
  requestId: string,
): Promise<{ email: string; isChanged: boolean }> {
  const { email, previousEmail } = await credentialFlows(backend).confirmEmail(token, async (tx, person) => {
    const { subject, name, email: after, previousEmail: before } = person;
    if (before === null) return;
    const reader = await readerOf(tx, backend, subject, null);
    const { provider } = backend.ports.auth;
    await lockPeople(tx);
    // A sign-up that was cut off has no person yet; the next request makes one with the new address.
    if (
      reader.userId !== null &&
      !(await takeAddress(tx, { provider, subject, email: after, emailVerified: true }, requestId))
    ) {
      throw new AppError("email_taken", "somebody else has proved the address");
    }
    for (const copy of ["before", "after"] as const) {
      await sendMail(tx, {
        template: "email-changed",
        props: { name, before, after, at: new Date().toISOString(), copy },
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
