import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

/** A message: who on the left, their name, then what they said; the figure goes on phones. */
export function MessageFrame(props: {
  figure: ReactNode;
  name: ReactNode;
  aside?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <article
      className={cn(
        "group grid grid-cols-[minmax(0,1fr)] gap-x-3.5 md:grid-cols-[24px_minmax(0,1fr)]",
        props.className,
      )}
    >
      <div className="max-md:hidden">{props.figure}</div>
      <div className="min-w-0">
        <header className="flex h-6 min-w-0 items-center gap-2">
          <h2 className="min-w-0 truncate font-medium text-sm">{props.name}</h2>
          <span className="min-w-0 truncate text-muted-foreground text-sm">{props.aside}</span>
          <span className="flex-1" />
          {props.tools}
        </header>
        {props.children}
      </div>
    </article>
  );
}
