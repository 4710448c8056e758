import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";
import { fieldClasses } from "./input";

/** A search field with its glyph; give it an `aria-label`. */
export function SearchInput({ className, ...props }: ComponentProps<"input"> & { "aria-label": string }) {
  return (
    <span className={cn("relative block w-49 max-w-full", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
      <input type="search" className={cn(fieldClasses, "h-8 pl-8 text-sm pointer-coarse:h-11")} {...props} />
    </span>
  );
}
