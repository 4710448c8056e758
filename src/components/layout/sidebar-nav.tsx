"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "~/lib/cn";
import { isActive, type NavEntry } from "./nav-entry";

/** The places of the sidebar; the one the page belongs to is marked. */
export function SidebarNav({ label, entries }: { label: string; entries: readonly NavEntry[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex flex-col gap-0.5">
      {entries.map((entry) => (
        <SidebarLink key={entry.href} entry={entry} active={isActive(entry, path)} />
      ))}
    </nav>
  );
}

export function SidebarLink({ entry, active }: { entry: NavEntry; active: boolean }) {
  return (
    <Link
      href={entry.href}
      aria-current={active ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 font-[450] text-sm transition-colors duration-[120ms] pointer-coarse:h-11",
        "hover:bg-sidebar-accent/60 focus-visible:-outline-offset-1 [&_svg]:text-muted-foreground",
        active && "bg-sidebar-accent font-medium text-sidebar-accent-foreground [&_svg]:text-sidebar-primary",
      )}
    >
      {entry.icon}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      {entry.count ? (
        <span
          className={cn(
            "num text-xs",
            entry.hot ? "rounded-sm bg-primary px-[5px] text-primary-foreground" : "text-muted-foreground",
          )}
        >
          {entry.count}
        </span>
      ) : null}
    </Link>
  );
}
