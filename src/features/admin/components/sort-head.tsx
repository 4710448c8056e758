"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { TableHead } from "~/components/ui/table";
import { cn } from "~/lib/cn";

/** A column's head that sorts by it. The first press sorts as one would want it: names from A, figures from the highest. */
export function SortHead(props: {
  label: string;
  isSorted: boolean;
  descending: boolean;
  /** Sorted from the lowest at the first press. */
  fromLow: boolean;
  numeric?: boolean;
  wide?: boolean;
  onSort: (descending: boolean) => void;
}) {
  const Arrow = props.descending ? ArrowDown : ArrowUp;
  return (
    <TableHead
      aria-sort={props.isSorted ? (props.descending ? "descending" : "ascending") : "none"}
      numeric={props.numeric}
      className={props.wide ? "w-full" : undefined}
    >
      <button
        type="button"
        className={cn(
          "inline-flex h-7 items-center gap-1 rounded-sm hover:text-foreground",
          props.isSorted && "font-medium text-foreground",
        )}
        onClick={() => props.onSort(props.isSorted ? !props.descending : !props.fromLow)}
      >
        {props.label}
        {props.isSorted ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </TableHead>
  );
}
