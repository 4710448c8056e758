"use client";

import { Check, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { OrgAvatar } from "~/components/ui/avatar";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { PopoverContent, PopoverRoot, PopoverTrigger } from "~/components/ui/popover-panel";
import { type OrgChoice, OrgTriggerContent, orgTriggerClass } from "./org-trigger";

/**
 * The organisations to choose from, with search. Switching is a full load: nothing of one organisation
 * stays in memory when another is shown.
 */
export function OrgMenu(props: { current: OrgChoice; choices: readonly OrgChoice[]; defaultOpen: boolean }) {
  const { current, choices } = props;
  const t = useTranslations("shell");
  const [open, setOpen] = useState(props.defaultOpen);
  return (
    <PopoverRoot open={open} onOpenChange={setOpen}>
      <PopoverTrigger className={orgTriggerClass}>
        <OrgTriggerContent current={current} />
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
                <OrgAvatar name={choice.name} src={choice.logo} size="sm" />
                <span className="min-w-0 flex-1 truncate">{choice.name}</span>
                <span className="text-muted-foreground text-xs">{choice.caption}</span>
                {choice.slug === current.slug ? (
                  <Check aria-label={t("currentOrganisation")} className="size-3.5 text-primary!" />
                ) : null}
              </CommandItem>
            ))}
            <CommandItem
              value="create an organisation"
              keywords={[t("createOrganisation")]}
              onSelect={() => window.location.assign("/organizations/new")}
              forceMount
            >
              <Plus aria-hidden className="mx-1 text-muted-foreground" />
              {t("createOrganisation")}
            </CommandItem>
          </CommandList>
        </Command>
      </PopoverContent>
    </PopoverRoot>
  );
}
