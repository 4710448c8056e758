"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "~/components/ui/skeleton";
import { Column } from "./column";

/** A question and an answer where they will stand. */
export function ThreadSkeleton() {
  const t = useTranslations("chat.thread");
  return (
    <Column className="gap-[22px] py-6">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      {[36, 88].map((width) => (
        <div key={width} className="grid gap-x-3.5 md:grid-cols-[24px_minmax(0,1fr)]">
          <Skeleton className="size-6 rounded-md max-md:hidden" />
          <div className="flex flex-col gap-3 pt-1.5">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-3.5" style={{ width: `${width}%` }} />
            {width > 50 ? <Skeleton className="h-3.5 w-2/3" /> : null}
          </div>
        </div>
      ))}
    </Column>
  );
}
