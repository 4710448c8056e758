"use client";

import { Check, CircleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { TallyMeter } from "~/components/brand/tally-meter";
import { cn } from "~/lib/cn";
import { formatTokens } from "~/lib/format-tokens";
import type { GateCheck as Checked } from "../gate-view";

/** One check of the gate: its name, the meter, the figures. Red only where it stands in the way. */
export function GateCheck({ check }: { check: Checked }) {
  const t = useTranslations("chat.wall");
  return (
    <li className="min-w-0 px-4 pt-3 pb-3.5 text-xs">
      <p
        className={cn(
          "mb-2 flex items-center gap-1.5",
          check.failed ? "font-medium text-destructive" : "text-muted-foreground",
        )}
      >
        {check.failed ? <CircleAlert aria-hidden className="size-3.5" /> : <Check aria-hidden className="size-3.5" />}
        {t(check.kind)}
        <span className="sr-only">{check.failed ? t("failed") : t("passed")}</span>
      </p>
      <TallyMeter percent={check.percent} tone={check.failed ? "destructive" : "credit"} />
      <p className="mt-[7px]">
        <Figures check={check} />
      </p>
    </li>
  );
}

function Figures({ check }: { check: Checked }) {
  const t = useTranslations("chat.wall");
  const locale = useLocale();
  if (check.kind === "balance") {
    return (
      <>
        <CreditAmount ucr={check.leftUcr} /> <span className="text-muted-foreground">{t("left")}</span>
      </>
    );
  }
  const figure = (count: number): string => formatTokens(count, locale, { compact: check.kind === "month" });
  return (
    <>
      <span className="num">{figure(check.used)}</span>{" "}
      <span className="text-muted-foreground">
        {check.allowed === null ? (
          t("noLimit")
        ) : (
          <>
            {t("of")} <span className="num">{figure(check.allowed)}</span>
          </>
        )}
      </span>
    </>
  );
}
