"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ShortcutHint } from "~/components/ui/shortcut-hint";
import type { PaletteEntry } from "./nav-entry";
import { useShell } from "./shell-context";

// Loaded when it first opens: most visits never need it.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

/** The search field of the sidebar, which is a button. */
export function PaletteButton() {
  const t = useTranslations("shell");
  const { setPaletteOpen } = useShell();
  return (
    <button
      type="button"
      onClick={() => setPaletteOpen(true)}
      aria-keyshortcuts="Meta+K Control+K"
      className="mt-3 mb-4 flex h-8 w-full items-center gap-2 rounded-md border bg-card px-2 text-left text-muted-foreground text-sm transition-colors duration-[120ms] hover:border-input pointer-coarse:h-11"
    >
      <Search aria-hidden className="size-3.5" />
      <span className="min-w-0 flex-1 truncate">{t("searchOrJump")}</span>
      <ShortcutHint />
    </button>
  );
}

/** Mounted once a shell, beside the button (the sidebar may be there twice). */
export function PaletteHost({ entries }: { entries: readonly PaletteEntry[] }) {
  const { paletteOpen } = useShell();
  const [wanted, setWanted] = useState(false);
  if (paletteOpen && !wanted) setWanted(true);
  return wanted ? <Palette entries={entries} /> : null;
}
