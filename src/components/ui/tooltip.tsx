"use client";

import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { placeTip } from "./place-tip";

const DELAY_MS = 400;

/**
 * Words beside a control while it is hovered or has the focus of the keyboard. An icon-only child must
 * carry its own `aria-label`: the tip comes on top. It lives in the browser's top layer, so nothing cuts it.
 */
export function Tooltip(props: {
  content: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
}) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tip = useRef<HTMLSpanElement>(null);
  const { side = "top", align = "center" } = props;

  function show(wrapper: Element, delayMs: number): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(wrapper.firstElementChild), delayMs);
  }

  function hide(): void {
    clearTimeout(timer.current);
    setAnchor(null);
  }

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    const shown = tip.current;
    if (!anchor || !shown) return;
    shown.showPopover();
    placeTip(shown, anchor.getBoundingClientRect(), side, align);
    anchor.setAttribute("aria-describedby", id);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setAnchor(null);
    };
    document.addEventListener("keydown", onKey);
    return () => {
      anchor.removeAttribute("aria-describedby");
      document.removeEventListener("keydown", onKey);
    };
  }, [anchor, id, side, align]);

  // The wrapper draws nothing and is no control: it only overhears what reaches its child.
  const overhears = {
    onPointerEnter(event: PointerEvent) {
      if (event.pointerType !== "touch") show(event.currentTarget, DELAY_MS);
    },
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus(event: FocusEvent) {
      if (event.target.matches(":focus-visible")) show(event.currentTarget, 0);
    },
    onBlur: hide,
  };

  return (
    <span className="contents" {...overhears}>
      {props.children}
      {anchor ? (
        <span
          ref={tip}
          id={id}
          role="tooltip"
          popover="manual"
          className="pointer-events-none fixed inset-auto m-0 hidden max-w-72 animate-[fade-in_var(--fast)_var(--ease)] items-center gap-2 overflow-visible rounded-md border bg-popover px-2 py-1 font-normal text-popover-foreground text-xs shadow-overlay open:flex"
        >
          {props.content}
        </span>
      ) : null}
    </span>
  );
}
