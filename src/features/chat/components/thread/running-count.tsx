"use client";

import { useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { SplitCoin } from "~/components/brand/split-coin";
import type { AnswerView } from "../../hooks/answer-view";

/** "0.19 credits so far", or that the model has not begun yet. */
export function RunningCount({ view, modelName }: { view: AnswerView; modelName: string }) {
  const t = useTranslations("chat.thread");
  return (
    <p className="mt-3.5 flex items-center gap-2 text-muted-foreground text-xs">
      <SplitCoin size="xs" className="size-[13px]" />
      {view.chargedUcr === null ? (
        t("waiting", { model: modelName })
      ) : (
        <span className="flex items-center gap-1">
          <CreditAmount ucr={view.chargedUcr} word className="gap-1" figureClassName="text-foreground" />
          {t("soFar")}
        </span>
      )}
    </p>
  );
}
