import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

/**
 * What this is, what to do next, one primary act. For "filtered to nothing" say which filter and
 * offer to clear it. Sits inside a card or a list.
 */
export function EmptyState(props: {
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Icon = props.icon;
  return (
    <div className={cn("flex flex-col items-center gap-1 px-6 py-12 text-center", props.className)}>
      {Icon ? (
        <span className="mb-2 grid size-9 place-items-center rounded-md bg-muted text-muted-foreground">
          <Icon aria-hidden />
        </span>
      ) : null}
      <h2 className="font-semibold text-lg tracking-[-0.01em]">{props.title}</h2>
      {props.children ? (
        <p className="max-w-[46ch] text-balance text-base text-muted-foreground">{props.children}</p>
      ) : null}
      {props.action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{props.action}</div> : null}
    </div>
  );
}
