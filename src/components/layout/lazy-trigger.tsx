"use client";

import { type ReactNode, Suspense, useState } from "react";

/**
 * A button whose menu is fetched when a hand or the focus comes near, and shown, open, at the first press.
 * The menu (children, a lazy component) draws the same button itself, so nothing moves when it takes over.
 */
export function LazyTrigger(props: {
  className: string;
  popup: "menu" | "dialog";
  /** What the button shows. */
  content: ReactNode;
  /** Starts fetching the menu. */
  prefetch: () => unknown;
  children: ReactNode;
}) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      className={props.className}
      aria-haspopup={props.popup}
      aria-expanded={wanted}
      onPointerEnter={props.prefetch}
      onFocus={props.prefetch}
      onClick={() => setWanted(true)}
    >
      {props.content}
    </button>
  );
  return wanted ? <Suspense fallback={button}>{props.children}</Suspense> : button;
}
