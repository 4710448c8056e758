"use client";

import { Link2, Unlink2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Note } from "~/components/ui/note";

/** Whether the log is as it was written: checked by the database over every act, each time the page is opened. */
export function ChainState(props: {
  chain: { events: bigint; brokenAt: bigint | null } | undefined;
  isOfPlatform: boolean;
}) {
  const t = useTranslations("audit");
  const { chain } = props;
  if (chain === undefined) return <p className="h-5" />;
  if (chain.brokenAt !== null) {
    return (
      <Note tone="destructive" icon={Unlink2} live="alert" title={t("brokenTitle")}>
        {t("broken", { number: String(chain.brokenAt) })}
      </Note>
    );
  }
  return (
    <p className="flex items-center gap-1.5 text-muted-foreground text-xs">
      <Link2 aria-hidden className="size-3.5" />
      {t("whole", { count: Number(chain.events) })}
    </p>
  );
}
