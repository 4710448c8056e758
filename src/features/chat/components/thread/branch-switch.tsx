"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";

/** "2 of 3": the alternatives of a message, one at a time. */
export function BranchSwitch(props: {
  siblings: readonly string[];
  index: number;
  onSelect: (messageId: string) => void;
}) {
  const t = useTranslations("chat.thread");
  const { siblings, index } = props;
  const [before, after] = [siblings[index - 1], siblings[index + 1]];
  if (siblings.length < 2) return null;
  const place = { index: index + 1, count: siblings.length };
  return (
    <fieldset className="flex items-center text-muted-foreground" aria-label={t("branchLabel", place)}>
      <Button
        variant="ghost"
        size="icon-sm"
        className="w-6"
        aria-label={t("previousBranch")}
        disabled={before === undefined}
        onClick={() => (before ? props.onSelect(before) : undefined)}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
      </Button>
      <span className="whitespace-nowrap px-0.5 text-xs">
        {t.rich("branch", { ...place, n: (figure) => <span className="num">{figure}</span> })}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        className="w-6"
        aria-label={t("nextBranch")}
        disabled={after === undefined}
        onClick={() => (after ? props.onSelect(after) : undefined)}
      >
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </fieldset>
  );
}
