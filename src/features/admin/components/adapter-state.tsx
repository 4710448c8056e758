"use client";

import { CircleCheck, CircleDashed, CircleOff, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import { cn } from "~/lib/cn";
import type { Adapter } from "./adapters-page";

/** Whether it answered the last time it was asked: an icon and a word. */
export function AdapterState({ adapter, isAsking }: { adapter: Adapter; isAsking: boolean }) {
  const t = useTranslations("admin.adapters");
  const { health, isOff } = adapter;
  const [Icon, word, tone] = isOff
    ? ([CircleOff, t("off"), "text-muted-foreground"] as const)
    : health === null
      ? ([CircleDashed, isAsking ? t("asking") : t("never"), "text-muted-foreground"] as const)
      : health.isOk
        ? ([CircleCheck, t("answers"), "text-success"] as const)
        : ([TriangleAlert, t("fails"), "font-medium text-destructive"] as const);
  return (
    <span className={cn("flex items-center gap-1.5 transition-opacity", tone, isAsking && "opacity-60")}>
      <Icon aria-hidden className="size-3.5" />
      {word}
    </span>
  );
}

/** The database is no port: there is nothing to choose. */
export function AdapterKind({ adapter }: { adapter: Adapter }) {
  const t = useTranslations("admin.adapters");
  if (adapter.port === "database") return <Badge tone="outline">{t("required")}</Badge>;
  if (adapter.isOff) return <Badge tone="warning">{t("off")}</Badge>;
  return <Badge tone={adapter.isTwin ? "neutral" : "credit"}>{t(adapter.isTwin ? "twin" : "vendor")}</Badge>;
}

export function useAdapterRemark(): (adapter: Adapter) => string {
  const t = useTranslations("admin.adapters");
  return (adapter) => {
    if (adapter.isOff) return t(adapter.port === "models" ? "modelsOffNote" : "offNote");
    if (adapter.port === "payments" && adapter.isTwin) return t("testNote");
    if (adapter.port === "models" && adapter.isTwin) return t("demoNote");
    if (adapter.port === "mail" && adapter.isTwin) return t("mailboxNote");
    return t(`about.${adapter.port}`);
  };
}
