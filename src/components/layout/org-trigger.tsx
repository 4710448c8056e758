"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { OrgAvatar } from "~/components/ui/avatar";

export type OrgChoice = { slug: string; name: string; caption: string; logo: string | null };

export const orgTriggerClass =
  "flex h-10 w-full items-center gap-2.5 rounded-md px-1.5 py-1 text-left transition-colors duration-[120ms] hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent pointer-coarse:h-11";

/** What the button at the head of the sidebar shows: the organisation one is in. */
export function OrgTriggerContent({ current }: { current: OrgChoice }) {
  const t = useTranslations("shell");
  return (
    <>
      <OrgAvatar name={current.name} src={current.logo} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold text-foreground text-sm leading-4">{current.name}</span>
        <span className="block truncate text-muted-foreground text-xs">{current.caption}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
      <span className="sr-only">{t("switchOrganisation")}</span>
    </>
  );
}
