"use client";

import { useTranslations } from "next-intl";
import { Equation } from "~/components/brand/equation";
import { Button } from "~/components/ui/button";
import { Skeleton } from "~/components/ui/skeleton";
import { api } from "~/trpc/react";
import { equationText } from "../equation-text";
import { useWords } from "../hooks/use-words";
import { receiptLines } from "../receipt-text";

/** Everything behind one entry: a charge as its equation, then what else is known, a line each. */
export function EntryReceipt({ seq, seesAll }: { seq: bigint; seesAll: boolean }) {
  const words = useWords();
  const { t } = words;
  const common = useTranslations("common");
  const receipt = api.credits.receipt.useQuery({ seq: seq.toString() });
  if (receipt.isError) {
    return (
      <p role="alert" className="flex items-center gap-2 text-muted-foreground text-xs">
        {t("receipt.failed")}
        <Button size="sm" onClick={() => void receipt.refetch()}>
          {common("retry")}
        </Button>
      </p>
    );
  }
  if (receipt.data === undefined) return <Skeleton className="h-8 w-full" />;
  const { charge, entry } = receipt.data;
  const lines = receiptLines(words, receipt.data, { seesAll });
  return (
    <div className="flex flex-col gap-1.5">
      {charge !== null && entry.kind !== "usage" ? (
        <p className="text-muted-foreground text-xs">{t("receipt.corrects")}</p>
      ) : null}
      {charge === null ? null : <Equation terms={equationText(words, charge)} />}
      {lines.length === 0 ? null : <p className="break-words text-muted-foreground text-xs">{lines.join(" ")}</p>}
      {charge === null && lines.length === 0 ? (
        <p className="text-muted-foreground text-xs">{t("receipt.plain")}</p>
      ) : null}
    </div>
  );
}
