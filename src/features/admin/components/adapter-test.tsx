"use client";

import { FlaskConical, Square } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { PartTitle } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { formatUsd } from "~/lib/format-usd";
import { type PortTestResult, usePortTest } from "../hooks/use-port-test";
import { plannedSteps } from "../port-guide";
import { AdapterSteps } from "./adapter-steps";
import type { Adapter } from "./adapters-page";

/** Uses the port once, as the application would: what it will do and cost, each step, the result. */
export function AdapterTest({ adapter }: { adapter: Adapter }) {
  const t = useTranslations("admin.adapters.test");
  const locale = useLocale();
  const { state, run, stop } = usePortTest(adapter);
  const { port, testCostPusd } = adapter;
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <PartTitle>{t("title")}</PartTitle>
        <p className="text-muted-foreground text-xs">
          {t(`about.${port}`)}{" "}
          {port !== "models" || testCostPusd === null
            ? null
            : testCostPusd === 0n
              ? t("costsNothing")
              : t("costsUpTo", { amount: formatUsd(testCostPusd, locale) })}
        </p>
      </div>
      <div className="flex gap-2">
        <Button variant="primary" pending={state.phase === "running"} onClick={run}>
          {state.phase === "running" ? null : <FlaskConical aria-hidden />}
          {t("run")}
        </Button>
        {state.phase === "running" ? (
          <Button onClick={stop}>
            <Square aria-hidden />
            {t("stop")}
          </Button>
        ) : null}
      </div>
      {state.phase === "running" ? (
        <AdapterSteps steps={plannedSteps[port].map((step) => ({ step, ok: null, ms: null, detail: null }))} />
      ) : null}
      {state.phase === "stopped" ? <Note live="status">{t("stopped")}</Note> : null}
      {state.phase === "failed" ? (
        <Note tone="destructive" live="alert" title={t("notRun")}>
          {state.reason}
        </Note>
      ) : null}
      {state.phase === "done" ? <Result result={state.result} /> : null}
    </section>
  );
}

function Result({ result }: { result: PortTestResult }) {
  const t = useTranslations("admin.adapters.test");
  const locale = useLocale();
  const ms = new Intl.NumberFormat(locale).format(result.ms);
  return (
    <>
      <AdapterSteps steps={result.steps} />
      <Note
        tone={result.ok ? "success" : "destructive"}
        live={result.ok ? "status" : "alert"}
        title={t(result.ok ? "passed" : "failed", { ms })}
      >
        {result.costPusd === null || result.costPusd === 0n
          ? null
          : t("cost", { amount: formatUsd(result.costPusd, locale) })}
      </Note>
    </>
  );
}
