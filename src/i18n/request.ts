import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { messages } from "~/messages";
import { localeCookie } from "./locales";
import { negotiateLocale } from "./negotiate-locale";

/** Read by next-intl once a request: language from the cookie or the browser, never from the URL. */
export default getRequestConfig(async () => {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale({
    cookie: cookieStore.get(localeCookie)?.value,
    acceptLanguage: headerList.get("accept-language"),
  });
  return { locale, messages: messages[locale], timeZone: "UTC", now: new Date() };
});
