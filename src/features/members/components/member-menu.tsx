"use client";

import { Crown, Ellipsis, Gauge, LogOut, type LucideIcon, UserCog, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { actsOf, type MemberAct, type MemberLine } from "./member-line";

const icons: Record<MemberAct, LucideIcon> = {
  role: UserCog,
  limit: Gauge,
  offer: Crown,
  remove: UserMinus,
  leave: LogOut,
};

/** What the reader may do to this member; nothing where they may do nothing. */
export function MemberMenu({ member, onAct }: { member: MemberLine; onAct: (act: MemberAct) => void }) {
  const t = useTranslations("members");
  const acts = actsOf(member);
  if (acts.length === 0) return null;
  const label = t("menu", { name: member.name });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={label} title={label}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {acts.map((act) => {
          const Icon = icons[act];
          const destroys = act === "remove" || act === "leave";
          return (
            <DropdownMenuItem key={act} onSelect={() => onAct(act)} {...(destroys ? { tone: "destructive" } : {})}>
              <Icon aria-hidden className="size-4" />
              {t(`acts.${act}`)}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
