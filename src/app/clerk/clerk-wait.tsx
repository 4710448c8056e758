"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "~/components/ui/skeleton";

/** Holds the component's place while its script comes. */
export function ClerkWait() {
  const t = useTranslations("clerk");
  return (
    <div role="status" className="flex flex-col gap-4 rounded-lg border bg-card p-6">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}
