"use client";

import { ClerkProvider } from "@clerk/react";
import { type ComponentProps, type ReactNode, use } from "react";

/** Handed from the server to the browser; nothing of it is secret. */
export type ClerkSetup = { publishableKey: string; nonce: string | null; locale: string };

type Localization = ComponentProps<typeof ClerkProvider>["localization"];

const localizations = new Map<string, Promise<Localization>>();

/** Clerk's own default is English. Kept, so that each render gets the same promise. */
function localizationOf(locale: string): Promise<Localization> {
  const known = localizations.get(locale);
  if (known !== undefined) return known;
  const loading =
    locale === "ru"
      ? import("@clerk/localizations/ru-RU").then(({ ruRU }): Localization => ruRU)
      : Promise.resolve<Localization>(undefined);
  localizations.set(locale, loading);
  return loading;
}

/** Clerk's script in our language and colours. It leaves pages by full loads, as our own forms do. */
export function ClerkFrame({ setup, children }: { setup: ClerkSetup; children?: ReactNode }) {
  const localization = use(localizationOf(setup.locale));
  return (
    <ClerkProvider
      publishableKey={setup.publishableKey}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
      signInFallbackRedirectUrl="/enter"
      signUpFallbackRedirectUrl="/enter"
      afterSignOutUrl="/sign-in"
      telemetry={false}
      appearance={appearance}
      {...(setup.nonce === null ? {} : { nonce: setup.nonce })}
      {...(localization === undefined ? {} : { localization })}
    >
      {children}
    </ClerkProvider>
  );
}

/** The design's tokens, so that light and dark follow without a second theme. */
const appearance = {
  variables: {
    colorPrimary: "var(--primary)",
    colorPrimaryForeground: "var(--primary-foreground)",
    colorBackground: "var(--card)",
    colorForeground: "var(--foreground)",
    colorMuted: "var(--muted)",
    colorMutedForeground: "var(--muted-foreground)",
    colorInput: "var(--card)",
    colorInputForeground: "var(--foreground)",
    colorBorder: "var(--input)",
    colorRing: "var(--ring)",
    colorDanger: "var(--destructive)",
    colorSuccess: "var(--success)",
    colorWarning: "var(--warning)",
    colorNeutral: "var(--foreground)",
    borderRadius: "var(--radius)",
    fontFamily: "var(--font-sans)",
  },
  // The page says itself what it is for.
  elements: { rootBox: { width: "100%" }, cardBox: { width: "100%", boxShadow: "none" }, header: { display: "none" } },
};
