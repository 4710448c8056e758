import { Skeleton } from "~/components/ui/skeleton";
import { Page } from "./page";

/** Title, sentence and the first band, where they will stand. */
export function PageSkeleton() {
  return (
    <Page>
      <div className="flex flex-col gap-2 max-md:hidden">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-4 w-96 max-w-full" />
      </div>
      <Skeleton className="h-44 w-full rounded-lg" />
      <Skeleton className="h-72 w-full rounded-lg" />
    </Page>
  );
}
