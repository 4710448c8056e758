import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { messages } from "~/messages";
import { isLocale, localeCookie } from "./locales";
import { negotiateLocale } from "./negotiate-locale";

/**
 * Read by next-intl once a request: language from the cookie, else the account, else the browser; never
 * from the URL. A time of "now" goes along, so that server and browser write the same relative dates.
 */
export default getRequestConfig(async () => {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()]);
  const cookie = cookieStore.get(localeCookie)?.value;
  const locale = negotiateLocale({
    cookie,
    account: isLocale(cookie) ? undefined : await accountLocale(),
    acceptLanguage: headerList.get("accept-language"),
  });
  return { locale, messages: messages[locale], timeZone: "UTC", now: new Date() };
});

/** Asked only where no cookie has decided: a new browser. A page must not fail for its language. */
async function accountLocale(): Promise<string | undefined> {
  try {
    const { getSignedIn } = await import("~/app/viewer");
    return (await getSignedIn())?.user.locale ?? undefined;
  } catch {
    return undefined;
  }
}
