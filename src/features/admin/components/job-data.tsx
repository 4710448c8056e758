"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "~/components/ui/copy-button";
import { ScrollBox } from "~/components/ui/scroll-box";

/** A value as JSON, as somebody would want to read and copy it. */
export function JobData(props: { title: string; aside?: string; value: unknown; cutFrom?: number | null }) {
  const t = useTranslations("jobs.run");
  const cutFrom = props.cutFrom ?? null;
  const isCut = cutFrom !== null && typeof props.value === "string";
  const text = isCut ? `${props.value}…` : JSON.stringify(props.value ?? null, null, 2);
  return (
    <div className="border-b last:border-b-0">
      <div className="flex items-center gap-2 py-1.5 pr-2 pl-4">
        <h3 className="min-w-0 truncate font-medium text-sm">{props.title}</h3>
        {props.aside === undefined ? null : (
          <span className="min-w-0 truncate font-mono text-muted-foreground text-xs max-md:hidden">{props.aside}</span>
        )}
        <span className="flex-1" />
        <CopyButton variant="ghost" size="icon" text={text} />
      </div>
      <ScrollBox label={t("dataOf", { title: props.title })} className="max-h-72 overflow-x-auto px-4 pb-3">
        <pre className="font-mono text-xs leading-[18px] max-md:whitespace-pre-wrap max-md:wrap-anywhere">{text}</pre>
      </ScrollBox>
      {isCut ? <p className="px-4 pb-3 text-muted-foreground text-xs">{t("cut", { count: cutFrom })}</p> : null}
    </div>
  );
}
