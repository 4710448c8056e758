import type { AuthTransaction } from "~/adapters/auth/auth.port";
import { isLocale, type Locale, localeCookie } from "~/i18n/locales";
import { negotiateLocale } from "~/i18n/negotiate-locale";
import type { Backend } from "~/server/context";

/** Whom a mail about an account goes to, beside the address: for the language and for the record. */
export type MailReader = { userId: string | null; locale: Locale };

/**
 * The person behind a sign-in, inside the transaction of a flow, which from here on acts for the platform.
 * @param headers of the request, whose language is taken where the person has chosen none; null where the
 * request may be somebody else's.
 */
export async function readerOf(
  tx: AuthTransaction,
  backend: Backend,
  subject: string,
  headers: Headers | null,
): Promise<MailReader> {
  await tx.query("SELECT set_config('role', 'app_platform', true)");
  const { rows } = await tx.query<{ id: string; locale: string | null }>(
    `SELECT u.id::text AS id, u.locale FROM user_identity i JOIN app_user_account u ON u.id = i.user_id
     WHERE i.provider = $1 AND i.subject = $2`,
    [backend.ports.auth.provider, subject],
  );
  const chosen = rows[0]?.locale ?? null;
  return {
    userId: rows[0]?.id ?? null,
    locale: isLocale(chosen) ? chosen : headers === null ? "en" : localeOf(headers),
  };
}

/** The language of a request, as the pages would have chosen it. */
export function localeOf(headers: Headers): Locale {
  return negotiateLocale({
    cookie: cookieOf(headers, localeCookie) ?? undefined,
    acceptLanguage: headers.get("accept-language"),
  });
}

export function cookieOf(headers: Headers, name: string): string | null {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const [key = "", ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return null;
}

/** @param next a path of this site that the page behind the link goes on to. */
export function linkTo(
  backend: Backend,
  path: "/reset-password" | "/verify-email",
  token: string,
  next: string | null = null,
): string {
  const url = new URL(path, backend.settings.appUrl);
  url.searchParams.set("token", token);
  if (next !== null) url.searchParams.set("next", next);
  return url.href;
}

export function forgotUrl(backend: Backend): string {
  return new URL("/forgot-password", backend.settings.appUrl).href;
}
