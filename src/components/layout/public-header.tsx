import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Wordmark } from "~/components/brand/wordmark";
import { cn } from "~/lib/cn";
import { LanguageSwitch } from "./language-switch";

/** Of the pages that need no account: the mark, a few links, the other language, one button. */
export async function PublicHeader(props: {
  links?: readonly { href: string; label: string }[];
  action?: ReactNode;
  className?: string;
}) {
  const t = await getTranslations("common");
  return (
    <header
      className={cn(
        "relative z-10 mx-auto flex h-16 w-full max-w-[1440px] shrink-0 items-center gap-2 px-5 md:gap-7 md:px-16",
        props.className,
      )}
    >
      <Link href="/" className="flex rounded-md md:mr-3">
        <Wordmark name={t("appName")} />
      </Link>
      {props.links ? (
        <nav aria-label={t("appName")} className="flex gap-7 max-md:hidden">
          {props.links.map((link) => (
            <Link
              key={link.href}
              href={link.href}
              className="rounded-md text-muted-foreground text-sm transition-colors duration-[120ms] hover:text-foreground"
            >
              {link.label}
            </Link>
          ))}
        </nav>
      ) : null}
      <span className="flex-1" />
      <LanguageSwitch />
      {props.action}
    </header>
  );
}
