"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { Words } from "../entry-text";

/** The texts, the language and the organisation's time zone, for the functions that turn facts into words. */
export function useWords(): Words {
  const t = useTranslations("credits");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return { t, locale, timeZone };
}
