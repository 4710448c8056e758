"use client";

import { Ban, Ellipsis, Gauge, type LucideIcon, RotateCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { actsOf, type KeyAct, type KeyLine } from "./key-line";

const icons: Record<KeyAct, LucideIcon> = { rotate: RotateCw, limit: Gauge, revoke: Ban, delete: Trash2 };

export function KeyMenu({ item, onAct }: { item: KeyLine; onAct: (act: KeyAct) => void }) {
  const t = useTranslations("keys");
  const label = t("menu", { name: item.name });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={label} title={label}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {actsOf(item).map((act) => {
          const Icon = icons[act];
          const destroys = act === "revoke" || act === "delete";
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
