"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { useShell } from "./shell-context";

/** The sidebar on a phone. */
export function MenuSheet({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const { menuOpen, setMenuOpen } = useShell();
  return (
    <Sheet open={menuOpen} onOpenChange={setMenuOpen}>
      <SheetContent side="left" title={t("menu")} className="bg-sidebar p-3 text-sidebar-foreground">
        {children}
      </SheetContent>
    </Sheet>
  );
}
