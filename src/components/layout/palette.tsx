"use client";

import { Languages, LogOut, MonitorSmartphone, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import * as DialogPrimitive from "radix-ui/dialog";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { locales } from "~/i18n/locales";
import { setLocale } from "~/i18n/set-locale.action";
import type { PaletteEntry } from "./nav-entry";
import { useShell } from "./shell-context";
import { useSignOut } from "./use-sign-out";

const themes = [
  { value: "light", icon: <Sun aria-hidden /> },
  { value: "dark", icon: <Moon aria-hidden /> },
  { value: "system", icon: <MonitorSmartphone aria-hidden /> },
] as const;

/** Every page the role may see, and the acts of the shell. */
export function Palette({ entries }: { entries: readonly PaletteEntry[] }) {
  const t = useTranslations("shell");
  const signOut = useSignOut();
  const common = useTranslations("common");
  const router = useRouter();
  const { setTheme } = useTheme();
  const { paletteOpen, setPaletteOpen } = useShell();
  const groups = [...new Set(entries.map((entry) => entry.group))];

  function run(act: () => unknown): void {
    setPaletteOpen(false);
    act();
  }

  return (
    <DialogPrimitive.Root open={paletteOpen} onOpenChange={setPaletteOpen}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className="motion-fade fixed inset-0 z-50 bg-scrim" />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className="motion-dialog fixed top-[min(96px,10vh)] left-1/2 z-50 flex w-[calc(100vw-24px)] max-w-140 -translate-x-1/2 flex-col overflow-hidden rounded-xl border bg-popover shadow-overlay outline-none"
        >
          <DialogPrimitive.Title className="sr-only">{t("palette")}</DialogPrimitive.Title>
          <Command label={t("palette")} loop>
            <CommandInput placeholder={t("palettePlaceholder")} />
            <CommandList>
              <CommandEmpty>{t("paletteEmpty")}</CommandEmpty>
              {groups.map((group) => (
                <CommandGroup key={group} heading={group}>
                  {entries
                    .filter((entry) => entry.group === group)
                    .map((entry) => (
                      <CommandItem
                        key={entry.id}
                        value={`${entry.label} ${entry.id}`}
                        keywords={entry.keywords}
                        onSelect={() =>
                          run(() => (entry.reload ? window.location.assign(entry.href) : router.push(entry.href)))
                        }
                      >
                        {entry.icon}
                        <span className="min-w-0 truncate">{entry.label}</span>
                      </CommandItem>
                    ))}
                </CommandGroup>
              ))}
              <CommandGroup heading={t("acts")}>
                {themes.map((theme) => (
                  <CommandItem
                    key={theme.value}
                    value={`theme ${theme.value}`}
                    keywords={[common("theme.label"), common(`theme.${theme.value}`)]}
                    onSelect={() => run(() => setTheme(theme.value))}
                  >
                    {theme.icon}
                    {t("switchTheme", { theme: common(`theme.${theme.value}`) })}
                  </CommandItem>
                ))}
                {locales.map((locale) => (
                  <CommandItem
                    key={locale}
                    value={`language ${locale}`}
                    keywords={[common("language.label"), common(`language.${locale}`)]}
                    onSelect={() => run(() => setLocale(locale))}
                  >
                    <Languages aria-hidden />
                    {t("switchLanguage", { language: common(`language.${locale}`) })}
                  </CommandItem>
                ))}
                <CommandItem value="sign out" keywords={[t("signOut")]} onSelect={() => run(() => signOut())}>
                  <LogOut aria-hidden />
                  {t("signOut")}
                </CommandItem>
              </CommandGroup>
            </CommandList>
          </Command>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}
