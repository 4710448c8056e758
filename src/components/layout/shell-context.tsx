"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

type Shell = {
  paletteOpen: boolean;
  setPaletteOpen: (open: boolean) => void;
  menuOpen: boolean;
  setMenuOpen: (open: boolean) => void;
};

const ShellContext = createContext<Shell | null>(null);

/** What is open in the shell; ⌘K or Ctrl+K opens the palette from everywhere. */
export function ShellProvider({ children }: { children: ReactNode }) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      // By place of the key, so that it works on a Cyrillic layout too.
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.code === "KeyK") {
        event.preventDefault();
        setPaletteOpen((open) => !open);
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const shell = useMemo(() => ({ paletteOpen, setPaletteOpen, menuOpen, setMenuOpen }), [paletteOpen, menuOpen]);
  return <ShellContext value={shell}>{children}</ShellContext>;
}

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("useShell needs a ShellProvider above");
  return shell;
}
