"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { readClientError } from "~/lib/client-error";
import { cn } from "~/lib/cn";

/**
 * What failed, what was kept, whether anything was charged, retry, and the id of the request. Fits a page
 * or a card. `charged` defaults to the promise that reading costs nothing; say otherwise where money moves.
 */
export function ErrorPanel(props: {
  error?: unknown;
  title?: ReactNode;
  charged?: ReactNode;
  requestId?: string | null | undefined;
  onRetry?: () => void;
  action?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("errors");
  const common = useTranslations("common");
  const known = readClientError(props.error);
  const requestId = props.requestId ?? known.requestId;
  return (
    <section
      role="alert"
      className={cn("mx-auto flex w-full max-w-120 flex-col items-start gap-1 px-5 py-12", props.className)}
    >
      <h2 className="font-semibold text-lg tracking-[-0.01em]">{props.title ?? t("panel.title")}</h2>
      <p className="text-base text-muted-foreground">{t(known.code)}</p>
      <p className="text-base text-muted-foreground">{props.charged ?? t("panel.notCharged")}</p>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {props.onRetry ? (
          <Button onClick={props.onRetry}>
            <RotateCcw aria-hidden className="size-3.5" />
            {common("retry")}
          </Button>
        ) : null}
        {props.action}
      </div>
      {requestId ? (
        <p className="mt-3 select-all font-mono text-muted-foreground text-xs">
          {common("requestId", { id: requestId })}
        </p>
      ) : null}
    </section>
  );
}
