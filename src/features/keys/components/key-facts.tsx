"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import { formatCredits } from "~/lib/format-credits";
import { formatDate } from "~/lib/format-date";
import { formatTokens } from "~/lib/format-tokens";
import type { KeyLine } from "./key-line";

/** The key's name, with its state where that is not the usual one, and what it is called in public. */
export function KeyName({ item }: { item: KeyLine }) {
  const t = useTranslations("keys");
  return (
    <span className="block min-w-0">
      <span className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 truncate font-medium">{item.name}</span>
        {item.state === "active" ? null : (
          <Badge tone={item.state === "revoked" ? "neutral" : "warning"}>{t(`state.${item.state}`)}</Badge>
        )}
      </span>
      <span className="block truncate font-mono text-muted-foreground text-xs">{item.publicId}</span>
    </span>
  );
}

/** What it may do, and where from. Scopes beyond its maker's role are told as such. */
export function KeyScopes({ item }: { item: KeyLine }) {
  const t = useTranslations("keys");
  const idle = item.state === "active" ? item.idleScopes : [];
  return (
    <span className="flex flex-wrap gap-1">
      {item.scopes.length === 0 ? <span className="text-muted-foreground">{t("noScopes")}</span> : null}
      {item.scopes.map((scope) => (
        <Badge key={scope} tone={idle.includes(scope) ? "warning" : "outline"} className="font-mono">
          {scope}
          {idle.includes(scope) ? <span className="sr-only"> {t("idle")}</span> : null}
        </Badge>
      ))}
      {item.addresses.length === 0 ? null : (
        <Badge title={item.addresses.join(", ")}>{t("addressCount", { count: item.addresses.length })}</Badge>
      )}
    </span>
  );
}

/** Credits of this month, of the cap where there is one, and how many answers they were. */
export function useMonthText(item: KeyLine): { credits: string; calls: string } {
  const t = useTranslations("keys");
  const locale = useLocale();
  const used = formatCredits(item.month.usedUcr, locale);
  const cap = item.monthlyCapUcr === null ? null : formatCredits(item.monthlyCapUcr, locale);
  return {
    credits: cap === null ? used : t("usedOf", { used, cap }),
    calls: t("calls", { count: item.month.calls, figure: formatTokens(item.month.calls, locale) }),
  };
}

/** Until when it works, or since when it does not. */
export function useEndText(item: KeyLine): string {
  const t = useTranslations("keys");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const day = (date: Date) => formatDate(date, locale, { style: "day", timeZone });
  if (item.revokedAt !== null) return t("ends.revoked", { day: day(item.revokedAt) });
  return item.expiresAt === null ? t("ends.never") : t("ends.on", { day: day(item.expiresAt) });
}
