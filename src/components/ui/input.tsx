import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

/** Shared outline of everything one types into. */
export const fieldClasses = [
  "w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-foreground",
  "transition-[border-color] duration-[120ms] hover:border-control",
  "focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-ring",
  "aria-invalid:border-destructive aria-invalid:focus-visible:outline-destructive",
  "disabled:cursor-default disabled:bg-muted disabled:text-muted-foreground",
  // Below 16 px iOS zooms into the field.
  "pointer-coarse:text-[1rem]",
].join(" ");

export type InputProps = Omit<ComponentProps<"input">, "size"> & { size?: "md" | "lg" };

export function Input({ className, size = "md", ...props }: InputProps) {
  return (
    <input
      className={cn(
        fieldClasses,
        size === "md" ? "h-8 text-sm pointer-coarse:h-11" : "h-10 rounded-lg text-base pointer-coarse:h-11",
        className,
      )}
      {...props}
    />
  );
}
