import type { MailEnv } from "./mail.env";
import type { MailPort } from "./mail.port";
import { createMailbox } from "./mailbox";
import { createResend } from "./resend";
import { createSmtp } from "./smtp";

/** The mail port that the configuration asks for: one variable, `MAIL_PROVIDER`. */
export function createMail(env: MailEnv): MailPort {
  switch (env.MAIL_PROVIDER) {
    case "resend":
      return createResend({
        apiKey: env.RESEND_API_KEY ?? "",
        from: env.MAIL_FROM,
        baseUrl: env.RESEND_BASE_URL,
        webhookSecret: env.RESEND_WEBHOOK_SECRET,
      });
    case "smtp":
      return createSmtp({ url: env.SMTP_URL ?? "", from: env.MAIL_FROM });
    case "mailbox":
      return createMailbox();
  }
}
