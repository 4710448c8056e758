"use client";

import Link from "next/link";
import * as TabsPrimitive from "radix-ui/tabs";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/cn";

const list = "scrollbar-thin flex gap-5 overflow-x-auto overflow-y-hidden shadow-[inset_0_-1px_0_var(--border)]";
const tab = [
  "flex h-9 shrink-0 items-center whitespace-nowrap border-transparent border-b-2 text-muted-foreground text-sm",
  "transition-colors duration-[120ms] hover:text-foreground focus-visible:-outline-offset-2 pointer-coarse:h-11",
  "aria-[current=page]:border-primary aria-[current=page]:font-medium aria-[current=page]:text-foreground",
  "data-[state=active]:border-primary data-[state=active]:font-medium data-[state=active]:text-foreground",
].join(" ");

export const Tabs = TabsPrimitive.Root;
export const TabsContent = TabsPrimitive.Content;

export function TabsList({ className, ...props }: ComponentProps<typeof TabsPrimitive.List>) {
  return <TabsPrimitive.List className={cn(list, className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof TabsPrimitive.Trigger>) {
  return <TabsPrimitive.Trigger className={cn(tab, className)} {...props} />;
}

/** Tabs that are pages: links in a named nav, the current one marked. */
export function TabLinks(props: { label: string; children: ReactNode; className?: string }) {
  return (
    <nav aria-label={props.label} className={cn(list, props.className)}>
      {props.children}
    </nav>
  );
}

export function TabLink({ active, className, ...props }: ComponentProps<typeof Link> & { active: boolean }) {
  return <Link aria-current={active ? "page" : undefined} className={cn(tab, className)} {...props} />;
}
