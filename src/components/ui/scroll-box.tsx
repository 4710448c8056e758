import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

/** A part that scrolls by itself, within reach of the keyboard: Tab stops at it, the arrows move it. */
export function ScrollBox(props: { label: string; className?: string; children: ReactNode }) {
  const focusable = { tabIndex: 0 };
  return (
    <section
      aria-label={props.label}
      className={cn("scrollbar-thin overflow-y-auto focus-visible:-outline-offset-2", props.className)}
      {...focusable}
    >
      {props.children}
    </section>
  );
}
