"use client";

import { useEffect, useState } from "react";
import { Kbd } from "./kbd";

/** The keys that open the palette, as this keyboard has them; nothing where there is none. */
export function ShortcutHint() {
  // The server does not know the keyboard; the Mac's sign is the shorter one and stays until we do.
  const [mac, setMac] = useState(true);
  useEffect(() => setMac(/Mac|iP(hone|ad|od)/.test(navigator.platform)), []);
  return <Kbd className="pointer-coarse:hidden">{mac ? "⌘K" : "Ctrl K"}</Kbd>;
}
