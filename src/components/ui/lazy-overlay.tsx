"use client";

import * as SlotPrimitive from "radix-ui/slot";
import { type ComponentProps, createContext, type KeyboardEvent, type ReactNode, Suspense, use, useState } from "react";

type Overlay = { isLive: boolean; open: () => void; prefetch: () => unknown };

const OverlayContext = createContext<Overlay | null>(null);

export type OverlayState = { open?: boolean; defaultOpen?: boolean; onOpenChange?: (open: boolean) => void };

/**
 * The root of something that opens (popover, menu, select) whose code is fetched when a hand or the focus
 * comes near. Until it first opens, triggers are plain buttons and contents nothing; then `live` draws the
 * real root around the same children.
 */
export function LazyOverlay(
  props: OverlayState & {
    load: () => Promise<unknown>;
    live: (state: { open: boolean; onOpenChange: (open: boolean) => void }) => ReactNode;
    children: ReactNode;
  },
) {
  const [inner, setInner] = useState(props.defaultOpen ?? false);
  const open = props.open ?? inner;
  const [isLive, setLive] = useState(open);
  if (open && !isLive) setLive(true);

  function onOpenChange(next: boolean): void {
    setInner(next);
    props.onOpenChange?.(next);
  }

  const overlay = { open: () => onOpenChange(true), prefetch: props.load };
  const plain = <OverlayContext value={{ ...overlay, isLive: false }}>{props.children}</OverlayContext>;
  if (!isLive) return plain;
  return (
    <Suspense fallback={plain}>
      <OverlayContext value={{ ...overlay, isLive: true }}>{props.live({ open, onOpenChange })}</OverlayContext>
    </Suspense>
  );
}

/** Whether the real root is there; contents show nothing before. */
export function useOverlay(): Overlay {
  const overlay = use(OverlayContext);
  if (!overlay) throw new Error("a trigger or content needs its root above");
  return overlay;
}

/** The trigger before its overlay was ever opened. Arrows open menus and selects, as they do later. */
export function PlainTrigger({
  asChild,
  popup,
  ...props
}: ComponentProps<"button"> & { asChild?: boolean; popup: "dialog" | "menu" | "listbox" }) {
  const { open, prefetch } = useOverlay();
  const Element = asChild ? SlotPrimitive.Root : "button";
  return (
    <Element
      {...(asChild ? {} : { type: "button" as const })}
      aria-haspopup={popup}
      aria-expanded={false}
      data-state="closed"
      {...props}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={(event) => {
        props.onClick?.(event);
        if (!event.defaultPrevented) open();
      }}
      onKeyDown={(event: KeyboardEvent<HTMLButtonElement>) => {
        props.onKeyDown?.(event);
        if (popup === "dialog" || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
        event.preventDefault();
        open();
      }}
    />
  );
}
