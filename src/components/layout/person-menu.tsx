"use client";

import { Ellipsis, Languages, LogOut, SunMoon, UserRound } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Avatar } from "~/components/ui/avatar";
import { Badge } from "~/components/ui/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { locales } from "~/i18n/locales";
import { setLocale } from "~/i18n/set-locale.action";
import { signOut } from "./sign-out";

/** The person at the foot of the sidebar: theme, language, account, sign out. */
export function PersonMenu(props: { name: string; email: string; accountHref?: string; superadmin?: boolean }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-9 w-full items-center gap-2.5 rounded-md px-1.5 text-left text-foreground text-sm transition-colors duration-[120ms] hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent pointer-coarse:h-11">
        <Avatar name={props.name} />
        <span className="min-w-0 flex-1 truncate">{props.name}</span>
        {props.superadmin ? (
          <Badge tone="outline">{t("super")}</Badge>
        ) : (
          <Ellipsis aria-hidden className="text-muted-foreground" />
        )}
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
    </DropdownMenu>
  );
}
