import { z } from "zod";

const adapters = ["mailbox", "resend", "smtp"] as const;

/** The keys of every mail vendor, for the application's configuration. */
export const mailEnv = {
  /** Who delivers mails. `mailbox` needs no account: they stay here, to be read in the console. */
  MAIL_PROVIDER: z.enum(adapters).default("mailbox"),
  MAIL_FROM: z.string().max(300).default("Counterpart <counterpart@localhost>"),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, "begins with whsec_")
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
};

export type MailEnv = z.output<z.ZodObject<typeof mailEnv>>;

/** What the chosen provider needs and does not have, by variable. */
export function missingMailKeys(env: MailEnv): { key: keyof MailEnv; message: string }[] {
  if (env.MAIL_PROVIDER === "mailbox") return [];
  const missing: { key: keyof MailEnv; message: string }[] = [];
  const need = (key: keyof MailEnv) => {
    if (!env[key]) missing.push({ key, message: `is needed with MAIL_PROVIDER=${env.MAIL_PROVIDER}` });
  };
  need(env.MAIL_PROVIDER === "resend" ? "RESEND_API_KEY" : "SMTP_URL");
  // No provider takes mails from an address of nobody's.
  if (env.MAIL_FROM.includes("@localhost")) {
    missing.push({ key: "MAIL_FROM", message: `must be an address of yours with MAIL_PROVIDER=${env.MAIL_PROVIDER}` });
  }
  return missing;
}
