"use client";

import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

/** A choice of a few, all in sight: radio buttons drawn as one bordered strip. Arrow keys move. */
export function Segmented<Value extends string>(props: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  items: readonly { value: Value; label: ReactNode; disabled?: boolean }[];
  /** Unique on the page; ties the radios together. */
  name: string;
  className?: string;
}) {
  return (
    <fieldset
      className={cn(
        "scrollbar-thin inline-flex h-8 min-w-0 max-w-full gap-0.5 overflow-x-auto rounded-md border border-input bg-card p-0.5 pointer-coarse:h-11",
        props.className,
      )}
    >
      <legend className="sr-only">{props.label}</legend>
      {props.items.map((item) => (
        <label
          key={item.value}
          className={cn(
            "relative flex flex-1 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 text-muted-foreground text-sm",
            "transition-colors duration-[120ms] hover:text-foreground has-checked:bg-accent has-checked:font-medium has-checked:text-accent-foreground",
            "has-disabled:cursor-default has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:outline-ring",
          )}
        >
          <input
            type="radio"
            className="absolute inset-0 cursor-[inherit] opacity-0"
            name={props.name}
            value={item.value}
            checked={item.value === props.value}
            disabled={item.disabled}
            onChange={() => props.onValueChange(item.value)}
          />
          {item.label}
        </label>
      ))}
    </fieldset>
  );
}
