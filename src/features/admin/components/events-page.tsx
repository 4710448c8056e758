"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { cn } from "~/lib/cn";
import { jobsSearchParams } from "../jobs-search-params";

/** A page of events with the ways to the pages before and after it, or what it means that there are none. */
export function EventsPage(props: {
  page: { events: readonly unknown[]; nextCursor: string | null };
  isStale: boolean;
  emptyTitle: string;
  emptyText: string;
  children: ReactNode;
}) {
  const t = useTranslations("jobs.undelivered");
  const [{ at }, setSearch] = useQueryStates(jobsSearchParams, { shallow: true });
  const { events, nextCursor } = props.page;
  if (events.length === 0) return <EmptyState title={props.emptyTitle}>{props.emptyText}</EmptyState>;
  const turnTo = (cursors: readonly string[]) => void setSearch({ at: [...cursors] }, { history: "push" });
  return (
    <div className={cn("transition-opacity", props.isStale && "opacity-60")}>
      {props.children}
      <PaginationFooter
        range={t("count", { count: events.length })}
        onPrevious={at.length === 0 ? undefined : () => turnTo(at.slice(0, -1))}
        onNext={nextCursor === null ? undefined : () => turnTo([...at, nextCursor])}
        pending={props.isStale}
      />
    </div>
  );
}
