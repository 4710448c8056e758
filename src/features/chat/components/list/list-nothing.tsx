"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";

/** Instead of rows: nothing yet, nothing found, or not loaded. */
export function ListNothing(props: { search: string; failed: boolean; onClear: () => void; onRetry: () => void }) {
  const t = useTranslations("chat.list");
  const common = useTranslations("common");
  if (props.failed) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2 px-2 py-4 text-muted-foreground text-xs">
        {t("failed")}
        <Button size="sm" onClick={props.onRetry}>
          {common("retry")}
        </Button>
      </div>
    );
  }
  if (props.search === "") return <p className="px-2 py-4 text-muted-foreground text-xs">{t("empty")}</p>;
  return (
    <div role="status" className="flex flex-col items-start gap-2 px-2 py-4 text-muted-foreground text-xs">
      {t("nothingFound", { words: props.search })}
      <Button size="sm" onClick={props.onClear}>
        {t("clearSearch")}
      </Button>
    </div>
  );
}
