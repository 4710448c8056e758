import { Skeleton } from "~/components/ui/skeleton";

const WIDTHS = [68, 52, 74, 46, 60, 70, 55, 64];

/** Rows where the conversations will stand. */
export function ListSkeleton() {
  return (
    <div aria-hidden className="pt-9">
      {WIDTHS.map((width) => (
        <div key={width} className="flex h-8 items-center px-2">
          <Skeleton className="h-3" style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}
