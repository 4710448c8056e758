"use client";

import { useLocale } from "next-intl";
import { cn } from "~/lib/cn";
import { formatTokens } from "~/lib/format-tokens";

/** A token count: every figure by default, `compact` in tables and limits ("1.20M"). */
export function TokenCount(props: { count: number | bigint; compact?: boolean; className?: string }) {
  const locale = useLocale();
  const full = formatTokens(props.count, locale);
  const text = formatTokens(props.count, locale, { compact: props.compact ?? false });
  return (
    <span className={cn("num whitespace-nowrap", props.className)} title={text === full ? undefined : full}>
      {text}
    </span>
  );
}
