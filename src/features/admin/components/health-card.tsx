"use client";

import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { BandPart, PartTitle } from "~/components/ui/card";
import { formatDate } from "~/lib/format-date";

/** Whether the ledger's invariants held when they were checked last. */
export function HealthCard({ check }: { check: { checkedAt: Date; violations: number } | null }) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  return (
    <BandPart className="flex flex-col items-start">
      <PartTitle>{t("health")}</PartTitle>
      {check === null ? (
        <p className="mt-2 flex items-center gap-2 text-muted-foreground text-sm">
          <CircleDashed aria-hidden />
          {t("unchecked")}
        </p>
      ) : check.violations === 0 ? (
        <p className="mt-2 flex items-center gap-2 font-medium text-sm text-success">
          <CircleCheck aria-hidden />
          {t("healthy")}
        </p>
      ) : (
        <p className="mt-2 flex items-center gap-2 font-medium text-destructive text-sm">
          <TriangleAlert aria-hidden />
          {t("violated", { count: check.violations })}
        </p>
      )}
      {check === null ? null : (
        <p className="mt-1 text-muted-foreground text-xs">
          {t("checkedAt", { when: formatDate(check.checkedAt, locale, { style: "dayTime", timeZone: "UTC" }) })}
        </p>
      )}
      <span className="min-h-4 flex-1" />
      <Button asChild size="sm">
        <Link href="/admin/health">{t("toHealth")}</Link>
      </Button>
    </BandPart>
  );
}
