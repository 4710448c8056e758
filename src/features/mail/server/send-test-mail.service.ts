import { randomUUID } from "node:crypto";
import { isLocale } from "~/i18n/locales";
import type { PlatformContext } from "~/server/api/procedures";
import { sendMail } from "./send-mail.service";

/** Sends a mail to the superadmin who asks, by the same road as every other one. */
export function sendTestMail(platform: PlatformContext): Promise<{ messageId: string }> {
  const { user, db, backend } = platform;
  return sendMail(db, {
    template: "test-mail",
    props: { host: new URL(backend.settings.appUrl).host, at: new Date().toISOString() },
    to: user.email,
    locale: isLocale(user.locale) ? user.locale : "en",
    orgId: null,
    userId: user.id,
    key: `test-mail/${randomUUID()}`,
  });
}
