"use client";

import { type ComponentProps, lazy, type ReactNode } from "react";
import { LazyOverlay, type OverlayState, PlainTrigger, useOverlay } from "./lazy-overlay";
import type * as panel from "./popover-panel";

const load = () => import("./popover-panel");
const Root = lazy(() => load().then((module) => ({ default: module.PopoverRoot })));
const Trigger = lazy(() => load().then((module) => ({ default: module.PopoverTrigger })));
const Content = lazy(() => load().then((module) => ({ default: module.PopoverContent })));

/** Something small beside its button. Its code comes when the button is first near or pressed. */
export function Popover({ children, ...state }: OverlayState & { children: ReactNode }) {
  return (
    <LazyOverlay {...state} load={load} live={(now) => <Root {...now}>{children}</Root>}>
      {children}
    </LazyOverlay>
  );
}

export function PopoverTrigger(props: ComponentProps<typeof panel.PopoverTrigger>) {
  return useOverlay().isLive ? <Trigger {...props} /> : <PlainTrigger popup="dialog" {...props} />;
}

/** `bare` leaves border and paper to the content (a receipt brings its own). Give it an `aria-label`. */
export function PopoverContent(props: ComponentProps<typeof panel.PopoverContent>) {
  return useOverlay().isLive ? <Content {...props} /> : null;
}
