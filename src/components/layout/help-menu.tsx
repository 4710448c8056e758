"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import {
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRoot,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu-panel";
import { ShortcutHint } from "~/components/ui/shortcut-hint";
import { type HelpEntry, HelpTriggerContent, helpTriggerClass } from "./help-trigger";
import { useShell } from "./shell-context";

/** The pages that help, and the shortcut that leads everywhere. */
export function HelpMenu({ entries, defaultOpen }: { entries: readonly HelpEntry[]; defaultOpen: boolean }) {
  const t = useTranslations("shell.help");
  const { setPaletteOpen } = useShell();
  return (
    <DropdownMenuRoot defaultOpen={defaultOpen}>
      <DropdownMenuTrigger className={helpTriggerClass}>
        <HelpTriggerContent />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="min-w-(--radix-dropdown-menu-trigger-width)">
        {entries.map(({ href, label, icon, aside }) => (
          <DropdownMenuItem key={href} asChild>
            <Link href={href} prefetch={false}>
              {icon}
              <span className="min-w-0 flex-1">{label}</span>
              {aside === undefined ? null : <span className="pl-3 text-muted-foreground text-xs">{aside}</span>}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => setPaletteOpen(true)}>
          <Search aria-hidden />
          <span className="min-w-0 flex-1">{t("search")}</span>
          <ShortcutHint />
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenuRoot>
  );
}
