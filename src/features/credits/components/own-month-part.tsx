"use client";

import { CreditAmount } from "~/components/brand/credit-amount";
import { TallyMeter } from "~/components/brand/tally-meter";
import { TokenCount } from "~/components/brand/token-count";
import { ReceiptLine } from "~/components/brand/torn-receipt";
import { ErrorPanel } from "~/components/layout/error-panel";
import { PartTitle } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";
import { formatDate } from "~/lib/format-date";
import { formatPercent } from "~/lib/format-percent";
import { formatTokens } from "~/lib/format-tokens";
import { api } from "~/trpc/react";
import { useWords } from "../hooks/use-words";

/** A member's month: tokens against their limit, when it resets, what it came to. */
export function OwnMonthPart() {
  const { t, locale, timeZone } = useWords();
  const use = api.credits.ownUse.useQuery();
  if (use.isError) return <ErrorPanel error={use.error} onRetry={() => void use.refetch()} className="py-4" />;
  if (use.data === undefined) return <Skeleton className="h-40 w-full" />;
  const { tokensUsed, resetsAt } = use.data;
  const allowed = use.data.tokensAllowed || null;
  const share = allowed === null ? 0 : tokensUsed / allowed;
  const percent = formatPercent(Math.min(1, Math.floor(share * 100) / 100), locale);
  const day = formatDate(resetsAt, locale, { style: "day", timeZone });
  const remark =
    share >= 1
      ? t("own.reached", { day })
      : share >= 0.8
        ? t("own.warned", { percent, day })
        : t("own.resets", { day, zone: timeZone });
  return (
    <>
      <PartTitle>{t("own.title")}</PartTitle>
      <p className="mt-3 mb-1 flex items-baseline gap-2">
        <span className="min-w-0 flex-1 text-sm">{t("own.tokens")}</span>
        <span className="num whitespace-nowrap text-sm">
          <TokenCount count={tokensUsed} />{" "}
          <span className="text-muted-foreground">
            {allowed === null ? (
              <span className="font-sans tracking-normal">{t("own.noLimit")}</span>
            ) : (
              <>
                <span className="font-sans tracking-normal">{t("own.of")}</span> <TokenCount count={allowed} />
              </>
            )}
          </span>
        </span>
      </p>
      {allowed === null ? null : (
        <TallyMeter
          percent={share * 100}
          mark
          label={t("own.meter", { used: formatTokens(tokensUsed, locale), allowed: formatTokens(allowed, locale) })}
        />
      )}
      <p
        className={
          share >= 1
            ? "mt-1.5 text-destructive text-xs"
            : share >= 0.8
              ? "mt-1.5 text-warning text-xs"
              : "mt-1.5 text-muted-foreground text-xs"
        }
      >
        {remark}
      </p>
      <div className="mt-4">
        <ReceiptLine
          label={<span className="text-muted-foreground">{t("own.charged")}</span>}
          value={<CreditAmount ucr={use.data.chargedUcr} />}
        />
        <ReceiptLine
          label={<span className="text-muted-foreground">{t("own.calls")}</span>}
          value={<TokenCount count={use.data.calls} />}
        />
      </div>
    </>
  );
}
