"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "~/components/brand/date-time";
import { PartTitle } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { SidePanel } from "~/components/ui/side-panel";
import { AdapterGuide } from "./adapter-guide";
import { AdapterKind, AdapterState, useAdapterRemark } from "./adapter-state";
import { AdapterTest } from "./adapter-test";
import type { Adapter } from "./adapters-page";

/** One adapter: how it fares, a test of it, and what to set for another one. */
export function AdapterPanel({ adapter, onClose }: { adapter: Adapter; onClose: () => void }) {
  const t = useTranslations("admin.adapters");
  const remark = useAdapterRemark();
  return (
    <SidePanel title={t(`ports.${adapter.port}`)} subtitle={remark(adapter)} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <div className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center gap-2">
            <span className="font-mono text-sm">{adapter.adapter}</span>
            <AdapterKind adapter={adapter} />
            <span className="flex-1" />
            <AdapterState adapter={adapter} isAsking={false} />
          </div>
          <Facts adapter={adapter} />
        </div>
        {adapter.isOff ? null : <AdapterTest adapter={adapter} />}
        <section className="flex flex-col gap-3">
          <PartTitle>{t("guide.title")}</PartTitle>
          <AdapterGuide adapter={adapter} />
        </section>
      </div>
    </SidePanel>
  );
}

function Facts({ adapter: { health, isOff } }: { adapter: Adapter }) {
  const t = useTranslations("admin.adapters");
  const locale = useLocale();
  if (isOff) return <p className="text-muted-foreground text-sm">{t("offFacts")}</p>;
  if (health === null) return <p className="text-muted-foreground text-sm">{t("neverNote")}</p>;
  const full = (date: Date) => <DateTime date={date} timeZone="UTC" style="full" />;
  return (
    <>
      {health.isOk || health.lastError === null ? null : <Note tone="destructive">{health.lastError}</Note>}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <Fact label={t(health.isOk ? "answersSince" : "failsSince")}>{full(health.since)}</Fact>
        <Fact label={t("checked")}>{full(health.checkedAt)}</Fact>
        <Fact label={t("took")}>
          <span className="num">{t("ms", { ms: new Intl.NumberFormat(locale).format(health.latencyMs) })}</span>
        </Fact>
        <Fact label={t("lastOk")}>{health.lastOkAt === null ? t("neverOk") : full(health.lastOkAt)}</Fact>
        <Fact label={t("lastError")}>
          {health.lastErrorAt === null || health.lastError === null ? (
            t("noError")
          ) : (
            <>
              {full(health.lastErrorAt)}
              <span className="block break-words text-muted-foreground text-xs">{health.lastError}</span>
            </>
          )}
        </Fact>
      </dl>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
