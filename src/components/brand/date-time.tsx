"use client";

import { useLocale, useNow, useTimeZone } from "next-intl";
import { cn } from "~/lib/cn";
import { type DateStyle, formatDate, formatRelative } from "~/lib/format-date";

/** A moment in the organisation's time zone (from the provider, or `timeZone`). Sans with tabular digits. */
export function DateTime(props: { date: Date; style?: DateStyle; timeZone?: string; className?: string }) {
  const locale = useLocale();
  const zone = useTimeZone();
  const timeZone = props.timeZone ?? zone ?? "UTC";
  return (
    <time
      dateTime={props.date.toISOString()}
      title={`${formatDate(props.date, locale, { style: "full", timeZone })} ${timeZone}`}
      className={cn("whitespace-nowrap tabular-nums", props.className)}
    >
      {formatDate(props.date, locale, { style: props.style ?? "dayTime", timeZone })}
    </time>
  );
}

/** "3 minutes ago", "in 7 days"; moves on by itself each minute, the full moment in its title. */
export function RelativeTime(props: { date: Date; timeZone?: string; className?: string }) {
  const locale = useLocale();
  const zone = useTimeZone();
  const now = useNow({ updateInterval: 60_000 });
  const timeZone = props.timeZone ?? zone ?? "UTC";
  return (
    <time
      dateTime={props.date.toISOString()}
      title={`${formatDate(props.date, locale, { style: "full", timeZone })} ${timeZone}`}
      className={cn("whitespace-nowrap tabular-nums", props.className)}
    >
      {formatRelative(props.date, now, locale)}
    </time>
  );
}
