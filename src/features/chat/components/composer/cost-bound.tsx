"use client";

import { useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { SplitCoin } from "~/components/brand/split-coin";
import { Tooltip } from "~/components/ui/tooltip";

/** "up to 0.42 credits": said before anything is sent. */
export function CostBound({ upToUcr }: { upToUcr: bigint | null }) {
  const t = useTranslations("chat.composer");
  if (upToUcr === null) return null;
  return (
    <Tooltip content={t("boundLabel")}>
      <span className="flex items-center gap-1.5 whitespace-nowrap px-1 text-muted-foreground text-xs md:px-2">
        <SplitCoin size="xs" className="size-[13px]" />
        <span>
          <span className="sr-only">{t("boundLabel")}: </span>
          {t.rich("bound", {
            amount: () => (
              <CreditAmount ucr={upToUcr} word className="gap-1" figureClassName="font-medium text-foreground" />
            ),
          })}
        </span>
      </span>
    </Tooltip>
  );
}
