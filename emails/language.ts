import { createTranslator } from "use-intl/core";
import { messages } from "../src/messages";

export type MailLocale = "en" | "ru";

/** The texts of the mails in one language, and its ways of writing dates. */
export function languageOf(locale: MailLocale) {
  const t = createTranslator({ locale, messages: messages[locale], namespace: "letters" });
  return {
    locale,
    t,
    /** A moment given as ISO text, in UTC and saying so: a mail does not know where it is read. */
    moment: (at: string) => {
      const format = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
      return `${new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, format).format(new Date(at))} UTC`;
    },
  };
}

export type MailLanguage = ReturnType<typeof languageOf>;
