"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

const reachable = { tabIndex: 0 };

/** A table as wide as it needs, scrolling inside its own frame; reachable by keyboard for that. */
export function MarkdownTable({ children }: { children?: ReactNode }) {
  const t = useTranslations("chat.markdown");
  return (
    <section aria-label={t("table")} className="markdown-table scrollbar-thin" {...reachable}>
      <table>{children}</table>
    </section>
  );
}
