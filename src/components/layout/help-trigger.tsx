"use client";

import { CircleQuestionMark } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** A line of the help menu. `icon` is a rendered lucide icon, so that servers can pass it on. */
export type HelpEntry = { href: string; label: string; icon: ReactNode; aside?: string };

export const helpTriggerClass =
  "mb-1 flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left font-[450] text-sm transition-colors duration-[120ms] hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent pointer-coarse:h-11 [&_svg]:text-muted-foreground";

export function HelpTriggerContent() {
  const t = useTranslations("shell.help");
  return (
    <>
      <CircleQuestionMark aria-hidden />
      <span className="min-w-0 flex-1 truncate">{t("label")}</span>
    </>
  );
}
