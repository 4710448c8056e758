"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, lazy, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import { fieldClasses } from "./input";
import { LazyOverlay, PlainTrigger, useOverlay } from "./lazy-overlay";
import type * as panel from "./select-panel";

const load = () => import("./select-panel");
const Root = lazy(() => load().then((module) => ({ default: module.SelectRoot })));
const Trigger = lazy(() => load().then((module) => ({ default: module.SelectTrigger })));
const Value = lazy(() => load().then((module) => ({ default: module.SelectValue })));
const Content = lazy(() => load().then((module) => ({ default: module.SelectContent })));

/** One of a list, by value. Its code comes when the button is first near or pressed. */
export function Select(props: { value: string; onValueChange: (value: string) => void; children: ReactNode }) {
  return (
    <LazyOverlay
      load={load}
      live={(now) => (
        <Root value={props.value} onValueChange={props.onValueChange} {...now}>
          {props.children}
        </Root>
      )}
    >
      {props.children}
    </LazyOverlay>
  );
}

export function SelectTrigger({
  className,
  size = "md",
  children,
  ...props
}: ComponentProps<typeof panel.SelectTrigger> & { size?: "sm" | "md" | "lg" }) {
  const classes = cn(
    fieldClasses,
    "flex items-center justify-between gap-2 text-left data-placeholder:text-muted-foreground [&>span]:truncate",
    size === "sm" && "h-7 text-sm",
    size === "md" && "h-8 text-sm pointer-coarse:h-11",
    size === "lg" && "h-10 rounded-lg text-base pointer-coarse:h-11",
    className,
  );
  if (useOverlay().isLive) {
    return (
      <Trigger className={classes} {...props}>
        {children}
      </Trigger>
    );
  }
  return (
    <PlainTrigger popup="listbox" role="combobox" className={classes} {...props}>
      {children}
      <ChevronDown aria-hidden className="size-3.5 text-muted-foreground" />
    </PlainTrigger>
  );
}

/** The words of the chosen item: given here, since the items are not there before the list first opens. */
export function SelectValue({ children }: { children: ReactNode }) {
  return useOverlay().isLive ? <Value>{children}</Value> : <span>{children}</span>;
}

export function SelectContent(props: ComponentProps<typeof panel.SelectContent>) {
  return useOverlay().isLive ? <Content {...props} /> : null;
}

// Stands inside the content only, so it is never asked for before it.
export const SelectItem = lazy(() => load().then((module) => ({ default: module.SelectItem })));
