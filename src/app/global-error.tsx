"use client";

import "./globals.css";
import en from "~/messages/en/fatal.json";
import ru from "~/messages/ru/fatal.json";

/**
 * The last net: the root layout itself failed, so neither language provider nor theme is there. The
 * language is taken from what the browser prefers, the theme from its media query.
 */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const russian = typeof navigator !== "undefined" && navigator.language.startsWith("ru");
  const dark = typeof window !== "undefined" && window.matchMedia("(prefers-color-scheme: dark)").matches;
  // This namespace holds plain text only: nothing formats it here.
  const texts = russian ? ru : en;
  return (
    <html lang={russian ? "ru" : "en"} className={dark ? "dark" : undefined} suppressHydrationWarning>
      <body>
        <main className="mx-auto flex min-h-dvh w-full max-w-130 flex-col items-start justify-center px-5 py-16">
          <title>{texts.title}</title>
          <h1 className="font-semibold text-xl">{texts.title}</h1>
          <p className="mt-1 text-base text-muted-foreground">{texts.body}</p>
          <button
            type="button"
            onClick={reset}
            className="mt-5 h-8 rounded-md bg-primary px-3 font-medium text-primary-foreground"
          >
            {texts.retry}
          </button>
          {error.digest ? <p className="mt-4 font-mono text-muted-foreground text-xs">{error.digest}</p> : null}
        </main>
      </body>
    </html>
  );
}
