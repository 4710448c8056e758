"use client";

import { useLocale, useTranslations } from "next-intl";
import { creditPlural, formatCredits } from "~/lib/format-credits";

/** "0.19 credits" for the middle of a sentence, held together by a no-break space. */
export function useCreditText(): (ucr: bigint) => string {
  const locale = useLocale();
  const t = useTranslations("common");
  return (ucr) => `${formatCredits(ucr, locale)}\u00a0${t("creditWord", { form: creditPlural(ucr, locale) })}`;
}
