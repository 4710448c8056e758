"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { toast } from "~/components/ui/toast";
import { formatCredits } from "~/lib/format-credits";
import { randomUuid } from "~/lib/random-uuid";
import { api } from "~/trpc/react";
import { useWords } from "./use-words";

/** The second half of a double click comes within this time, also where the first was answered at once. */
const afterMs = 1_500;

/**
 * Buying, safe to press twice and to try again: an attempt keeps its key until it succeeded or another
 * amount is chosen, so that however often it arrives it is one purchase.
 */
export function usePurchase(onBought: () => void) {
  const t = useTranslations("credits");
  const { locale } = useWords();
  const errorText = useErrorText();
  const utils = api.useUtils();
  const attempt = useRef<{ credits: number; key: string } | null>(null);
  const quietUntil = useRef(0);
  const buying = api.credits.buy.useMutation({
    onSuccess: (bought) => {
      attempt.current = null;
      quietUntil.current = Date.now() + afterMs;
      onBought();
      toast.done(t("buy.done", { credits: bought.credits, balance: formatCredits(bought.balanceUcr, locale) }));
      void utils.credits.invalidate();
    },
    onError: (error) =>
      toast.failed(t("buy.failed", { reason: errorText(error) }), { description: t("buy.failedHint") }),
  });

  function buy(credits: number): void {
    if (buying.isPending || Date.now() < quietUntil.current) return;
    if (attempt.current?.credits !== credits) attempt.current = { credits, key: randomUuid() };
    buying.mutate(attempt.current);
  }
  return { buy, isPending: buying.isPending };
}
