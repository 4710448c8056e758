"use client";

import { Calendar } from "lucide-react";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { addDays, type Day, dayOf, formatDaySpan, monthOf } from "../calendar";
import type { Words } from "../entry-text";
import { useWords } from "../hooks/use-words";

type Span = { from: Day | null; to: Day | null };

/** A span of days of the organisation's time zone: one of the usual ones, or two dates. */
export function DateFilter(props: Span & { onChange: (span: Span) => void }) {
  const words = useWords();
  const { t } = words;
  const [isOpen, setOpen] = useState(false);
  const { from, to } = props;
  const isWrong = from !== null && to !== null && from > to;
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className="pointer-coarse:h-11 pointer-coarse:text-[1rem] max-md:w-full max-md:justify-start">
          <Calendar aria-hidden />
          {spanText(words, props)}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("entries.dates")} className="flex w-72 flex-col gap-3">
        <div className="grid grid-cols-2 gap-2">
          {presets(dayOf(new Date(), words.timeZone)).map(({ text, span }) => (
            <Button
              key={text}
              size="sm"
              aria-pressed={span.from === from && span.to === to}
              className="aria-pressed:border-primary aria-pressed:bg-credit-soft"
              onClick={() => {
                props.onChange(span);
                setOpen(false);
              }}
            >
              {t(`entries.${text}`)}
            </Button>
          ))}
        </div>
        <div className="grid grid-cols-2 gap-2">
          <Field label={t("entries.from")} error={isWrong ? t("entries.wrongOrder") : undefined}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={from ?? ""}
                onChange={(event) => props.onChange({ from: event.target.value || null, to })}
              />
            )}
          </Field>
          <Field label={t("entries.to")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={to ?? ""}
                onChange={(event) => props.onChange({ from, to: event.target.value || null })}
              />
            )}
          </Field>
        </div>
      </PopoverContent>
    </Popover>
  );
}

/** "1 to 20 Nov", "Since 3 Nov", "Any time". */
export function spanText({ t, locale }: Words, { from, to }: Span): string {
  if (from !== null && to !== null) return t("entries.span", formatDaySpan(from, to, locale));
  if (from !== null) return t("entries.since", { day: formatDaySpan(from, from, locale).to });
  if (to !== null) return t("entries.until", { day: formatDaySpan(to, to, locale).to });
  return t("entries.anyTime");
}

function presets(today: Day): { text: "anyTime" | "last7" | "thisMonth" | "lastMonth"; span: Span }[] {
  const thisMonth = monthOf(today).first;
  const lastDay = addDays(thisMonth, -1);
  return [
    { text: "anyTime", span: { from: null, to: null } },
    { text: "last7", span: { from: addDays(today, -6), to: today } },
    { text: "thisMonth", span: { from: thisMonth, to: today } },
    { text: "lastMonth", span: { from: monthOf(lastDay).first, to: lastDay } },
  ];
}
