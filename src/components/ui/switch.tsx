"use client";

import * as SwitchPrimitive from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>) {
  return (
    <SwitchPrimitive.Root
      className={cn(
        "relative inline-flex h-[18px] w-8 shrink-0 items-center rounded-full border-[1.5px] border-control bg-muted p-px transition-colors duration-[120ms]",
        "data-[state=checked]:border-primary data-[state=checked]:bg-primary disabled:opacity-55",
        "pointer-coarse:after:absolute pointer-coarse:after:-inset-3.5",
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb className="block size-3 rounded-full bg-control transition-transform duration-[120ms] data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-primary-foreground" />
    </SwitchPrimitive.Root>
  );
}
