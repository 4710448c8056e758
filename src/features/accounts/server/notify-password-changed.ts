import { randomUUID } from "node:crypto";
import type { AuthTransaction } from "~/adapters/auth/auth.port";
import { sendMail } from "~/features/mail/server/send-mail.service";
import type { Backend } from "~/server/context";
import { forgotUrl, type MailReader } from "./account-mail";

/**
 * Tells the person, in the transaction of the change where there is one.
 * @param person `name` is null where the address is not proved.
 */
export async function notifyPasswordChanged(
  tx: AuthTransaction,
  backend: Backend,
  { name, to, reader }: { name: string | null; to: string; reader: MailReader },
): Promise<void> {
  await sendMail(tx, {
    template: "password-changed",
    props: { name, email: to, at: new Date().toISOString(), forgotUrl: forgotUrl(backend) },
    to,
    locale: reader.locale,
    orgId: null,
    ...(reader.userId === null ? {} : { userId: reader.userId }),
    key: `password-changed/${randomUUID()}`,
  });
}
