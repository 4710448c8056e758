"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { toast } from "~/components/ui/toast";
import { formatCredits } from "~/lib/format-credits";
import { randomUuid } from "~/lib/random-uuid";
import { api } from "~/trpc/react";

/** Adjusting, safe to press twice and to try again: the same adjustment keeps its key until it is done. */
export function useAdjust(orgId: string, onDone: () => void) {
  const t = useTranslations("admin.adjust");
  const locale = useLocale();
  const errorText = useErrorText();
  const utils = api.useUtils();
  const attempt = useRef<{ amountUcr: bigint; key: string } | null>(null);
  const adjusting = api.admin.adjust.useMutation({
    onSuccess: (done) => {
      attempt.current = null;
      const [credits, balance] = [
        formatCredits(done.amountUcr, locale, { sign: "always" }),
        formatCredits(done.balanceUcr, locale),
      ];
      toast.done(t("done", { credits, balance }));
      void utils.admin.invalidate();
      onDone();
    },
    onError: (error) => toast.failed(t("failed", { reason: errorText(error) })),
  });

  function run(input: { amountUcr: bigint; reason: string }): void {
    if (adjusting.isPending) return;
    if (attempt.current?.amountUcr !== input.amountUcr)
      attempt.current = { amountUcr: input.amountUcr, key: randomUuid() };
    adjusting.mutate({ orgId, ...input, key: attempt.current.key });
  }
  return { run, isPending: adjusting.isPending };
}
