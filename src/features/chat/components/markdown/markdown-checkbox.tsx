"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";

/** The box of a task in a list: a mark with a word for readers, not a control. */
export function MarkdownCheckbox({ checked }: { checked: boolean }) {
  const t = useTranslations("chat.markdown");
  return (
    <span role="img" aria-label={checked ? t("done") : t("notDone")} className="markdown-checkbox">
      {checked ? <Check aria-hidden className="size-3 stroke-[2.5]" /> : null}
    </span>
  );
}
