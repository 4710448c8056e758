"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";

/** What the model thought before it answered: folded, since it is not the answer; it is paid for all the same. */
export function Reasoning({ text, isOpen }: { text: string; isOpen: boolean }) {
  const t = useTranslations("chat.thread");
  return (
    <details open={isOpen} className="group/reasoning text-muted-foreground text-sm">
      <summary className="inline-flex list-none items-center gap-1 rounded-sm">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform duration-[120ms] group-open/reasoning:rotate-90"
        />
        {t("reasoning")}
      </summary>
      <p className="mt-1.5 whitespace-pre-wrap border-l-2 border-input pl-3.5 [overflow-wrap:anywhere]">{text}</p>
    </details>
  );
}
