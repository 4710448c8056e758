"use client";

import { type ComponentProps, lazy, type ReactNode } from "react";
import type * as panel from "./dropdown-menu-panel";
import { LazyOverlay, type OverlayState, PlainTrigger, useOverlay } from "./lazy-overlay";

const load = () => import("./dropdown-menu-panel");
const Root = lazy(() => load().then((module) => ({ default: module.DropdownMenuRoot })));
const Trigger = lazy(() => load().then((module) => ({ default: module.DropdownMenuTrigger })));
const Content = lazy(() => load().then((module) => ({ default: module.DropdownMenuContent })));

/** A menu behind a button. Its code comes when the button is first near or pressed. */
export function DropdownMenu({ children, ...state }: OverlayState & { children: ReactNode }) {
  return (
    <LazyOverlay {...state} load={load} live={(now) => <Root {...now}>{children}</Root>}>
      {children}
    </LazyOverlay>
  );
}

export function DropdownMenuTrigger(props: ComponentProps<typeof panel.DropdownMenuTrigger>) {
  return useOverlay().isLive ? <Trigger {...props} /> : <PlainTrigger popup="menu" {...props} />;
}

export function DropdownMenuContent(props: ComponentProps<typeof panel.DropdownMenuContent>) {
  return useOverlay().isLive ? <Content {...props} /> : null;
}

// These stand inside the content only, so they are never asked for before it.
export const DropdownMenuItem = lazy(() => load().then((module) => ({ default: module.DropdownMenuItem })));
export const DropdownMenuSeparator = lazy(() => load().then((module) => ({ default: module.DropdownMenuSeparator })));
