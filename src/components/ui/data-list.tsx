import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/cn";

/** A table on a phone: each record two lines, name and amount, then meta and balance. */
export function DataList({ className, ...props }: ComponentProps<"ul">) {
  return <ul className={cn("flex flex-col", className)} {...props} />;
}

/** Pass `onOpen` to make the whole record a button, and `isOpen` where it unfolds something below it. Amounts never truncate; names do. */
export function DataListItem(props: {
  title: ReactNode;
  amount?: ReactNode;
  meta?: ReactNode;
  aside?: ReactNode;
  onOpen?: () => void;
  isOpen?: boolean;
  className?: string;
}) {
  const lines = (
    <>
      <span className="min-w-0 truncate font-medium">{props.title}</span>
      <span className="text-right">{props.amount}</span>
      <span className="min-w-0 truncate text-muted-foreground text-xs">{props.meta}</span>
      <span className="text-right text-muted-foreground text-xs">{props.aside}</span>
    </>
  );
  const grid = "grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-[11px] text-left";
  return (
    <li className={cn("border-b last:border-b-0", props.className)}>
      {props.onOpen ? (
        <button
          type="button"
          aria-expanded={props.isOpen}
          className={cn(grid, "hover:bg-accent focus-visible:-outline-offset-2")}
          onClick={props.onOpen}
        >
          {lines}
        </button>
      ) : (
        <div className={grid}>{lines}</div>
      )}
    </li>
  );
}
