"use client";

import { Languages, LogOut, MonitorSmartphone, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import * as DialogPrimitive from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { locales } from "~/i18n/locales";
import { setLocale } from "~/i18n/set-locale.action";
import type { PaletteEntry } from "./nav-entry";
import { paletteMatches } from "./palette-matches";
import { useShell } from "./shell-context";
import { useSignOut } from "./use-sign-out";

const themes = [
  { value: "light", icon: <Sun aria-hidden /> },
  { value: "dark", icon: <Moon aria-hidden /> },
  { value: "system", icon: <MonitorSmartphone aria-hidden /> },
] as const;

type Line = { id: string; label: string; icon: ReactNode; group: string; keywords?: string[]; act: () => unknown };

/** Every page the role may see, and the acts of the shell. */
export function Palette({ entries }: { entries: readonly PaletteEntry[] }) {
  const t = useTranslations("shell");
  const { paletteOpen, setPaletteOpen } = useShell();
  return (
    <DialogPrimitive.Root open={paletteOpen} onOpenChange={setPaletteOpen}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className="motion-fade fixed inset-0 z-50 bg-scrim" />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className="motion-dialog fixed top-[min(96px,10vh)] left-1/2 z-50 flex w-[calc(100vw-24px)] max-w-140 -translate-x-1/2 flex-col overflow-hidden rounded-xl border bg-popover shadow-overlay outline-none"
        >
          <DialogPrimitive.Title className="sr-only">{t("palette")}</DialogPrimitive.Title>
          <PaletteList entries={entries} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

/** Mounted with every opening, so that it begins empty. */
function PaletteList({ entries }: { entries: readonly PaletteEntry[] }) {
  const t = useTranslations("shell");
  const lines = useLines(entries);
  const { setPaletteOpen } = useShell();
  const [search, setSearch] = useState("");
  const [selected, setSelected] = useState("");
  const groups = paletteMatches(lines, search);

  function look(text: string): void {
    setSearch(text);
    // The library chooses the first line of what stood there before, which may be gone: Enter would do something else.
    setSelected(paletteMatches(lines, text)[0]?.items[0]?.id ?? "");
  }

  return (
    <Command label={t("palette")} loop shouldFilter={false} value={selected} onValueChange={setSelected}>
      <CommandInput placeholder={t("palettePlaceholder")} value={search} onValueChange={look} />
      <CommandList>
        <CommandEmpty>{t("paletteEmpty")}</CommandEmpty>
        {groups.map(({ group, items }) => (
          <CommandGroup key={group} heading={group}>
            {items.map((line) => (
              <CommandItem
                key={line.id}
                value={line.id}
                onSelect={() => {
                  setPaletteOpen(false);
                  line.act();
                }}
              >
                {line.icon}
                <span className="min-w-0 truncate">{line.label}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
      </CommandList>
    </Command>
  );
}

function useLines(entries: readonly PaletteEntry[]): Line[] {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const router = useRouter();
  const { setTheme } = useTheme();
  const signOut = useSignOut();
  const group = t("acts");
  return [
    ...entries.map(({ id, label, icon, keywords, reload, href, group: of }) => ({
      ...{ id, label, icon, group: of },
      ...(keywords === undefined ? {} : { keywords }),
      act: () => (reload ? window.location.assign(href) : router.push(href)),
    })),
    ...themes.map(({ value, icon }) => ({
      ...{ id: `theme-${value}`, icon, group },
      label: t("switchTheme", { theme: common(`theme.${value}`) }),
      keywords: [common("theme.label")],
      act: () => setTheme(value),
    })),
    ...locales.map((locale) => ({
      ...{ id: `language-${locale}`, icon: <Languages aria-hidden />, group },
      label: t("switchLanguage", { language: common(`language.${locale}`) }),
      keywords: [common("language.label")],
      act: () => setLocale(locale),
    })),
    { id: "sign-out", label: t("signOut"), icon: <LogOut aria-hidden />, group, act: () => signOut() },
  ];
}
