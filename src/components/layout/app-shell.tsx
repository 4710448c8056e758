import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LazyToaster } from "./lazy-toaster";
import type { NavEntry, PaletteEntry } from "./nav-entry";
import { PaletteButton, PaletteHost } from "./palette-button";
import { ShellProvider } from "./shell-context";
import { SidebarNav } from "./sidebar-nav";
import { TopBar } from "./top-bar";

/**
 * The frame of every signed-in page: sidebar of 232, or a top bar with a sheet under 720. The content
 * scrolls, the frame stands. `head` is the org switcher or the console's name; `foot` the balance and
 * whatever stands above the person; `topBarEnd` keeps the balance in sight on a phone.
 */
export async function AppShell(props: {
  head: ReactNode;
  entries: readonly NavEntry[];
  palette: readonly PaletteEntry[];
  foot?: ReactNode;
  person: ReactNode;
  topBarEnd?: ReactNode;
  children: ReactNode;
}) {
  const t = await getTranslations("shell");
  const sidebar = (
    <>
      {props.head}
      <PaletteButton />
      <div className="scrollbar-thin -mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        <SidebarNav label={t("mainNavigation")} entries={props.entries} />
      </div>
      <div className="shrink-0 pt-2">
        {props.foot}
        {props.person}
      </div>
    </>
  );
  return (
    <ShellProvider>
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-md focus-visible:bg-primary focus-visible:px-3 focus-visible:py-1.5 focus-visible:text-primary-foreground"
      >
        {t("skipToContent")}
      </a>
      <div className="flex h-dvh flex-col md:grid md:grid-cols-[232px_minmax(0,1fr)]">
        <aside className="hidden min-h-0 flex-col border-r border-sidebar-border bg-sidebar p-3 text-sidebar-foreground md:flex">
          {sidebar}
        </aside>
        <TopBar entries={props.entries} balance={props.topBarEnd} sidebar={sidebar} />
        <main
          id="content"
          tabIndex={-1}
          className="scrollbar-thin relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none"
        >
          {props.children}
        </main>
      </div>
      <PaletteHost entries={props.palette} />
      <LazyToaster />
    </ShellProvider>
  );
}
