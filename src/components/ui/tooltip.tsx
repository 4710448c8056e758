"use client";

import * as TooltipPrimitive from "radix-ui/tooltip";
import type { ReactNode } from "react";

/**
 * Names an icon-only control. The child must carry its own `aria-label`: the tip is for eyes.
 */
export function Tooltip(props: {
  content: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
}) {
  return (
    <TooltipPrimitive.Provider delayDuration={400} skipDelayDuration={200}>
      <TooltipPrimitive.Root>
        <TooltipPrimitive.Trigger asChild>{props.children}</TooltipPrimitive.Trigger>
        <TooltipPrimitive.Portal>
          <TooltipPrimitive.Content
            side={props.side ?? "top"}
            align={props.align ?? "center"}
            sideOffset={6}
            collisionPadding={8}
            className="motion-pop z-50 flex max-w-72 items-center gap-2 rounded-md border bg-popover px-2 py-1 text-popover-foreground text-xs shadow-overlay"
          >
            {props.content}
          </TooltipPrimitive.Content>
        </TooltipPrimitive.Portal>
      </TooltipPrimitive.Root>
    </TooltipPrimitive.Provider>
  );
}
