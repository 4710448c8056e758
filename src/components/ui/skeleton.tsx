import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

/** Holds the place of what loads; give it the height and width of the real thing. Appears after 150 ms. */
export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return <span aria-hidden className={cn("motion-late block rounded-sm bg-muted", className)} {...props} />;
}

/** Rows of a loading table, with the real row height; widths in per cent, one a column. */
export function SkeletonRows({ rows, widths }: { rows: number; widths: readonly number[] }) {
  return (
    <div aria-hidden className="flex flex-col">
      {[...Array(rows).keys()].map((row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b px-4 last:border-b-0">
          {[...widths.entries()].map(([column, width]) => (
            <Skeleton key={column} className="h-3" style={{ width: `${width}%` }} />
          ))}
        </div>
      ))}
    </div>
  );
}
