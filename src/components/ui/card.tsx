import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/cn";

/** A bordered surface. Never put one inside another. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      className={cn("min-w-0 overflow-hidden rounded-lg border bg-card text-card-foreground", className)}
      {...props}
    />
  );
}

/**
 * One bordered band with inner rules instead of floating cards. Columns by class, from 720 px up:
 * `<Band className="md:grid-cols-[330px_1fr_300px]">`; on phones its parts stack.
 */
export function Band({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      className={cn(
        "grid min-w-0 rounded-lg border bg-card text-card-foreground",
        "[&>*+*]:border-t md:[&>*+*]:border-t-0 md:[&>*+*]:border-l",
        className,
      )}
      {...props}
    />
  );
}

export function BandPart({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("min-w-0 p-4 md:p-5", className)} {...props} />;
}

/** Heading inside a band or card: 13/20 medium. */
export function PartTitle({ className, ...props }: ComponentProps<"h2">) {
  return <h2 className={cn("font-medium text-sm", className)} {...props} />;
}

/** Heading above a block: 15/24 semibold, with an optional count or chip beside it. */
export function SectionTitle({
  children,
  aside,
  className,
}: {
  children: ReactNode;
  aside?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex items-center gap-2", className)}>
      <h2 className="font-semibold text-lg tracking-[-0.01em]">{children}</h2>
      {aside}
    </div>
  );
}
