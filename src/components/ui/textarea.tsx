import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";
import { fieldClasses } from "./input";

/** Grows with its text where the browser can; `rows` is the least height. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(fieldClasses, "field-sizing-content max-h-80 resize-y py-1.5 text-sm leading-5", className)}
      {...props}
    />
  );
}
