"use client";

import { Circle, CircleCheck, CircleX } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "~/lib/cn";
import type { TestStep } from "../port-names";

type Step = {
  step: TestStep;
  /** Null while it is still to come. */
  ok: boolean | null;
  ms: number | null;
  detail: string | null;
};

/** What a test does or did, in order, with what each step brought and how long it took. */
export function AdapterSteps({ steps }: { steps: readonly Step[] }) {
  const t = useTranslations("admin.adapters.test");
  const locale = useLocale();
  return (
    <ol className="flex flex-col rounded-md border">
      {steps.map(({ step, ok, ms, detail }) => {
        const Icon = ok === null ? Circle : ok ? CircleCheck : CircleX;
        return (
          <li key={step} className="flex items-start gap-2 border-b px-3 py-2 text-sm last:border-b-0">
            <Icon
              aria-hidden
              className={cn(
                "mt-[3px] size-3.5",
                ok === null ? "text-muted-foreground" : ok ? "text-success" : "text-destructive",
              )}
            />
            <span className="min-w-0 flex-1">
              <span className={cn(ok === null && "text-muted-foreground")}>{t(`steps.${step}`)}</span>
              {ok === null ? null : <span className="sr-only">: {t(ok ? "stepOk" : "stepFailed")}</span>}
              {detail === null ? null : (
                <span className={cn("block break-words text-xs", ok ? "text-muted-foreground" : "text-destructive")}>
                  {detail}
                </span>
              )}
            </span>
            {ms === null ? null : (
              <span className="num text-muted-foreground text-xs leading-5">
                {t("ms", { ms: new Intl.NumberFormat(locale).format(ms) })}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
