"use client";

import { Languages, LogOut, SunMoon, UserRound } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import {
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuRoot,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu-panel";
import { locales } from "~/i18n/locales";
import { setLocale } from "~/i18n/set-locale.action";
import { type Person, PersonTriggerContent, personTriggerClass } from "./person-trigger";
import { useSignOut } from "./use-sign-out";

/** Theme, language, account, sign out. */
export function PersonMenu({ defaultOpen, ...props }: Person & { defaultOpen: boolean }) {
  const t = useTranslations("shell");
  const signOut = useSignOut();
  const common = useTranslations("common");
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenuRoot defaultOpen={defaultOpen}>
      <DropdownMenuTrigger className={personTriggerClass}>
        <PersonTriggerContent {...props} />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-(--radix-dropdown-menu-trigger-width)">
        <DropdownMenuLabel className="truncate font-normal">{props.email}</DropdownMenuLabel>
        {props.accountHref ? (
          <DropdownMenuItem asChild>
            <Link href={props.accountHref}>
              <UserRound aria-hidden />
              {t("account")}
            </Link>
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <SunMoon aria-hidden />
            {common("theme.label")}
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent>
            <DropdownMenuRadioGroup {...(theme ? { value: theme } : {})} onValueChange={setTheme}>
              {(["system", "light", "dark"] as const).map((value) => (
                <DropdownMenuRadioItem key={value} value={value}>
                  {common(`theme.${value}`)}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          </DropdownMenuSubContent>
        </DropdownMenuSub>
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <Languages aria-hidden />
            {common("language.label")}
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent>
            <DropdownMenuRadioGroup value={locale} onValueChange={(value) => void setLocale(value)}>
              {locales.map((value) => (
                <DropdownMenuRadioItem key={value} value={value} lang={value}>
                  {common(`language.${value}`)}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          </DropdownMenuSubContent>
        </DropdownMenuSub>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden />
          {t("signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenuRoot>
  );
}
