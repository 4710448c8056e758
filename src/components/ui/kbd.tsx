import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "rounded-sm border bg-background px-1 font-medium font-mono text-[11px] text-muted-foreground leading-4",
        className,
      )}
      {...props}
    />
  );
}
