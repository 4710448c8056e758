import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

/** No zebra, no vertical rules. Put it in a `Card`; it scrolls sideways by itself when it must. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <div className="scrollbar-thin relative w-full overflow-x-auto">
      <table className={cn("w-full border-collapse text-sm", className)} {...props} />
    </div>
  );
}

export function TableHeader(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child>td]:border-b-0", className)} {...props} />;
}

/** `interactive` rows take the hover tint; `refetching` data is the body's business (opacity 60). */
export function TableRow({ className, interactive, ...props }: ComponentProps<"tr"> & { interactive?: boolean }) {
  return (
    <tr
      className={cn(interactive && "cursor-pointer transition-colors duration-[120ms] hover:bg-accent", className)}
      {...props}
    />
  );
}

type CellProps = {
  /** Figures stand right, in mono. */
  numeric?: boolean;
};

export function TableHead({ className, numeric, scope = "col", ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={cn(
        "h-[34px] whitespace-nowrap border-b px-3 text-left font-normal text-muted-foreground text-xs first:pl-4 last:pr-4",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

/** Rows are 40 high; `tall` cells hold two lines (48), `dense` ones 35. */
export function TableCell({
  className,
  numeric,
  height = "normal",
  ...props
}: ComponentProps<"td"> & CellProps & { height?: "normal" | "tall" | "dense" }) {
  return (
    <td
      className={cn(
        "whitespace-nowrap border-b px-3 first:pl-4 last:pr-4",
        height === "normal" && "h-10",
        height === "tall" && "h-12",
        height === "dense" && "h-[35px]",
        numeric && "num text-right",
        className,
      )}
      {...props}
    />
  );
}
