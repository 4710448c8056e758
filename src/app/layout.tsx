import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { MessagesProvider } from "~/i18n/messages-provider";
import { themeScript } from "./theme-script";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const [t, landing] = await Promise.all([getTranslations("common"), getTranslations("landing")]);
  return {
    title: { default: t("appName"), template: `%s · ${t("appName")}` },
    description: landing("lead"),
    applicationName: t("appName"),
    manifest: "/manifest.webmanifest",
    icons: {
      icon: [
        { url: "/icon.svg", type: "image/svg+xml" },
        { url: "/icon-192.png", sizes: "192x192" },
      ],
      apple: "/icon-180.png",
    },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7fafa" },
    { media: "(prefers-color-scheme: dark)", color: "#0a1012" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, headerList] = await Promise.all([getLocale(), headers()]);
  // The theme is set before the first paint by an inline script; the policy admits it by this nonce.
  const nonce = headerList.get("x-nonce") ?? undefined;
  return (
    <html lang={locale} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so what hydrates differs from what was sent. */}
        <script {...(nonce ? { nonce } : {})} suppressHydrationWarning>
          {themeScript}
        </script>
      </head>
      <body>
        <ThemeProvider
          attribute="class"
          defaultTheme="system"
          enableSystem
          disableTransitionOnChange
          {...(nonce ? { nonce } : {})}
        >
          <MessagesProvider namespaces={["common", "errors"]}>{children}</MessagesProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
