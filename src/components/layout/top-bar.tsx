"use client";

import { Menu } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "~/components/ui/button";
import { isActive, type NavEntry } from "./nav-entry";
import { useShell } from "./shell-context";

const TITLE_SLOT = "top-bar-title";
const ACTIONS_SLOT = "top-bar-actions";

const MenuSheet = dynamic(() => import("./menu-sheet").then((module) => module.MenuSheet), { ssr: false });

/** Under 720: menu, the page's title, its actions, the balance. */
export function TopBar(props: { entries: readonly NavEntry[]; balance?: ReactNode; sidebar: ReactNode }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const { menuOpen, setMenuOpen } = useShell();
  const [wanted, setWanted] = useState(false);
  if (menuOpen && !wanted) setWanted(true);

  // Arriving somewhere closes the menu one came from.
  useEffect(() => {
    if (path) setMenuOpen(false);
  }, [path, setMenuOpen]);

  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b bg-background pr-3 pl-2 md:hidden">
      <Button
        variant="ghost"
        size="icon"
        className="size-9"
        aria-label={t("menu")}
        title={t("menu")}
        aria-expanded={menuOpen}
        onClick={() => setMenuOpen(true)}
      >
        <Menu aria-hidden />
      </Button>
      <p className="grid min-w-0 flex-1 font-semibold text-lg" aria-hidden>
        <span id={TITLE_SLOT} className="peer min-w-0 truncate empty:hidden" />
        <span className="hidden min-w-0 truncate peer-empty:block">
          {props.entries.find((entry) => isActive(entry, path))?.label}
        </span>
      </p>
      <span id={ACTIONS_SLOT} className="flex shrink-0 items-center gap-1 empty:hidden" />
      {props.balance}
      {wanted ? <MenuSheet>{props.sidebar}</MenuSheet> : null}
    </header>
  );
}

/** Puts the page's title into the phone's top bar (PageHeader does it by itself). */
export function TopBarTitle({ children }: { children: ReactNode }) {
  return <Slot id={TITLE_SLOT}>{children}</Slot>;
}

/** Puts a page's own buttons into the phone's top bar, before the balance. */
export function TopBarActions({ children }: { children: ReactNode }) {
  return <Slot id={ACTIONS_SLOT}>{children}</Slot>;
}

function Slot({ id, children }: { id: string; children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  useEffect(() => setTarget(document.getElementById(id)), [id]);
  return target ? createPortal(children, target) : null;
}
