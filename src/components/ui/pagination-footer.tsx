"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "./select";

/** The foot of a table: range on the left, page size, previous and next. For cursors and offsets alike. */
export function PaginationFooter(props: {
  range?: ReactNode;
  pageSize?: { value: number; options: readonly number[]; onChange: (size: number) => void };
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  pending?: boolean;
}) {
  const t = useTranslations("common");
  return (
    <footer className="flex min-h-11 flex-wrap items-center gap-2 border-t px-4 py-1.5">
      <p className="min-w-0 flex-1 text-muted-foreground max-md:basis-full text-xs tabular-nums">{props.range}</p>
      {props.pageSize ? (
        <Select value={String(props.pageSize.value)} onValueChange={(value) => props.pageSize?.onChange(Number(value))}>
          <SelectTrigger size="sm" className="w-auto max-md:hidden" aria-label={t("pageSize")}>
            <SelectValue>{t("rowsPerPage", { count: props.pageSize.value })}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            {props.pageSize.options.map((size) => (
              <SelectItem key={size} value={String(size)}>
                {t("rowsPerPage", { count: size })}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      ) : null}
      <Button size="sm" onClick={props.onPrevious} disabled={!props.onPrevious || props.pending}>
        <ChevronLeft aria-hidden className="size-3.5" />
        {t("previous")}
      </Button>
      <Button size="sm" onClick={props.onNext} disabled={!props.onNext || props.pending}>
        {t("next")}
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </footer>
  );
}
