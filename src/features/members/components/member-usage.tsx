"use client";

import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { TallyMeter } from "~/components/brand/tally-meter";
import { TokenCount } from "~/components/brand/token-count";
import { formatTokens } from "~/lib/format-tokens";
import { spends } from "../member-roles";
import type { MemberLine } from "./member-line";

/** This month's tokens against the limit; of somebody whose role spends nothing, that. */
export function MemberTokens({ member, isMetered }: { member: MemberLine; isMetered: boolean }) {
  const t = useTranslations("members");
  const locale = useLocale();
  const { usage } = member;
  if (usage === null) return <NotShown />;
  const { tokensUsed, tokensPerMonth } = usage;
  if (!spends(member.role) && tokensUsed === 0) {
    return <span className="text-muted-foreground">{t("cannotSpend")}</span>;
  }
  if (tokensPerMonth === null) {
    return (
      <span className="text-muted-foreground">
        {tokensUsed === 0
          ? t("noLimit")
          : t.rich("usedNoLimit", { used: () => <TokenCount count={tokensUsed} compact className="text-xs" /> })}
      </span>
    );
  }
  const figures = { used: formatTokens(tokensUsed, locale), allowed: formatTokens(tokensPerMonth, locale) };
  return (
    <span className="flex items-center gap-3">
      {isMetered ? (
        <TallyMeter
          percent={(tokensUsed / tokensPerMonth) * 100}
          mark
          label={t("meter", { name: member.name })}
          valueText={t("meterValue", figures)}
          className="w-27 shrink-0"
        />
      ) : null}
      <span className="whitespace-nowrap text-muted-foreground text-xs">
        {t.rich("usedOf", {
          used: () => <TokenCount count={tokensUsed} compact />,
          allowed: () => <TokenCount count={tokensPerMonth} compact />,
        })}
      </span>
    </span>
  );
}

export function MemberCredits({ member }: { member: MemberLine }) {
  return member.usage === null ? <NotShown /> : <CreditAmount ucr={member.usage.chargedUcr} />;
}

/** Another's use, which is not the reader's to know. */
function NotShown() {
  const t = useTranslations("members");
  return (
    <span className="text-muted-foreground">
      <span aria-hidden>·</span>
      <span className="sr-only">{t("notShown")}</span>
    </span>
  );
}
