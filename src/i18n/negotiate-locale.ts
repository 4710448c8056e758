import { defaultLocale, isLocale, type Locale, locales } from "./locales";

/**
 * The language of a request: what the visitor chose, else what the account says,
 * else the best match of Accept-Language, else English.
 */
export function negotiateLocale(from: {
  cookie?: string | undefined;
  account?: string | undefined;
  acceptLanguage?: string | null | undefined;
}): Locale {
  if (isLocale(from.cookie)) return from.cookie;
  if (isLocale(from.account)) return from.account;
  return matchAcceptLanguage(from.acceptLanguage ?? "") ?? defaultLocale;
}

function matchAcceptLanguage(header: string): Locale | undefined {
  const wanted = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="));
      return { language: tag.split("-")[0], quality: quality ? Number(quality.slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const match = locales.find((locale) => locale === language);
    if (match) return match;
  }
  return undefined;
}
