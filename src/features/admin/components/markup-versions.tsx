"use client";

import { useLocale, useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { multiplierText } from "~/features/credits/equation-text";
import { formatDate } from "~/lib/format-date";
import { formatUsdPrice } from "~/lib/format-usd";
import type { MarkupVersion } from "./markup-page";

/** Every markup there was, newest first: charges keep the one that they were made under. */
export function MarkupVersions({ versions }: { versions: readonly MarkupVersion[] }) {
  const t = useTranslations("admin.markup");
  const locale = useLocale();
  const day = (date: Date) => formatDate(date, locale, { style: "dayYear", timeZone: "UTC" });
  return (
    <Table aria-label={t("versions")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("version")}</TableHead>
          <TableHead>{t("scope")}</TableHead>
          <TableHead>{t("mode")}</TableHead>
          <TableHead className="w-full">{t("tiers")}</TableHead>
          <TableHead>{t("validFrom")}</TableHead>
          <TableHead>{t("validTo")}</TableHead>
          <TableHead>{t("reason")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {versions.map((version) => (
          <TableRow key={version.id}>
            <TableCell className="num">{`v${version.number}`}</TableCell>
            <TableCell className="max-w-48 truncate">
              {version.org === null ? t("platform") : (version.org.name ?? version.org.id)}
            </TableCell>
            <TableCell>{t(version.mode)}</TableCell>
            <TableCell className="num text-xs">
              {version.tiers
                .map(
                  (tier) =>
                    `×${multiplierText(tier.multiplierBp, locale)} ≥ ${formatUsdPrice(tier.fromCostPusd, locale)}`,
                )
                .join(" · ")}
            </TableCell>
            <TableCell className="text-muted-foreground tabular-nums">{day(version.validFrom)}</TableCell>
            <TableCell className="text-muted-foreground tabular-nums">
              {version.isInForce ? (
                <Badge tone="success">{t("inForce")}</Badge>
              ) : version.validTo === null ? (
                "—"
              ) : (
                day(version.validTo)
              )}
            </TableCell>
            <TableCell className="max-w-64 truncate text-muted-foreground">{version.reason}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
