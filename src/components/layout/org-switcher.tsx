"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { OrgAvatar } from "~/components/ui/avatar";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";

export type OrgChoice = { slug: string; name: string; caption: string };

/**
 * The organisation at the head of the sidebar and the way to the others. Switching is a full load:
 * nothing of one organisation stays in memory when another is shown.
 */
export function OrgSwitcher({ current, choices }: { current: OrgChoice; choices: readonly OrgChoice[] }) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger className="flex h-10 w-full items-center gap-2.5 rounded-md px-1.5 py-1 text-left transition-colors duration-[120ms] hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent pointer-coarse:h-11">
        <OrgAvatar name={current.name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold text-foreground text-sm leading-4">{current.name}</span>
          <span className="block truncate text-muted-foreground text-xs">{current.caption}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
        <span className="sr-only">{t("switchOrganisation")}</span>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        sideOffset={4}
        aria-label={t("switchOrganisation")}
        className="w-66 overflow-hidden p-0"
      >
        <Command label={t("switchOrganisation")} loop defaultValue={current.slug}>
          <CommandInput placeholder={t("findOrganisation")} />
          <CommandList>
            <CommandEmpty>{t("noOrganisation")}</CommandEmpty>
            {choices.map((choice) => (
              <CommandItem
                key={choice.slug}
                value={choice.slug}
                keywords={[choice.name]}
                onSelect={() => {
                  setOpen(false);
                  if (choice.slug !== current.slug) window.location.assign(`/o/${choice.slug}/chat`);
                }}
              >
                <OrgAvatar name={choice.name} size="sm" />
                <span className="min-w-0 flex-1 truncate">{choice.name}</span>
                <span className="text-muted-foreground text-xs">{choice.caption}</span>
                {choice.slug === current.slug ? (
                  <Check aria-label={t("currentOrganisation")} className="size-3.5 text-primary!" />
                ) : null}
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
