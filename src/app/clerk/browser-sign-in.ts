import "server-only";
import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import { backend } from "~/server/ports";
import type { ClerkSetup } from "./clerk-frame";

/** What Clerk's components need to run in this page; null where the sign-in is our own. */
export async function clerkSetup(): Promise<ClerkSetup | null> {
  const { browser } = backend().ports.auth;
  if (browser === null) return null;
  const [headerList, locale] = await Promise.all([headers(), getLocale()]);
  return { publishableKey: browser.publishableKey, nonce: headerList.get("x-nonce"), locale };
}
