import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

// A scrolling region without focusable content must be focusable itself, or keys cannot scroll it.
const reachable = { tabIndex: 0 };

/** A region that scrolls by itself, reachable by keyboard. */
export function ScrollArea({ className, ...props }: ComponentProps<"section"> & { "aria-label": string }) {
  return (
    <section
      className={cn(
        "scrollbar-thin min-h-0 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2",
        className,
      )}
      {...reachable}
      {...props}
    />
  );
}
