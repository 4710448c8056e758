"use server";

import { cookies } from "next/headers";
import { isLocale, localeCookie } from "./locales";

/** Remembers the language for a year. A server action: POST only, same origin only. */
export async function setLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return;
  const cookieStore = await cookies();
  cookieStore.set(localeCookie, locale, { path: "/", maxAge: 365 * 24 * 3600, sameSite: "lax", httpOnly: true });
}
