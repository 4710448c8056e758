import type { ReactNode } from "react";

/** A place in the sidebar. `icon` is a rendered lucide icon, so that servers can pass it on. */
export type NavEntry = {
  href: string;
  label: string;
  icon: ReactNode;
  /** Active for everything below `href`; false matches the page alone. */
  deep?: boolean;
  count?: number;
  /** The count waits for somebody. */
  hot?: boolean;
};

/** A line of the command palette. Without `href` it cannot be reached: leave it out instead. */
export type PaletteEntry = {
  id: string;
  label: string;
  href: string;
  icon: ReactNode;
  group: string;
  keywords?: string[];
  /** Leaves by a full load: another organisation, whose memory must not mix with this one's. */
  reload?: boolean;
};

/** Whether the page at `path` belongs to the entry. */
export function isActive(entry: { href: string; deep?: boolean }, path: string): boolean {
  if (path === entry.href) return true;
  return entry.deep !== false && path.startsWith(`${entry.href}/`);
}
