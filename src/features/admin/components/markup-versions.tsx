"use client";

import { useLocale, useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import { DataList } from "~/components/ui/data-list";
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
    <>
      <DataList className="lg:hidden">
        {versions.map((version) => (
          <li key={version.id} className="flex flex-col gap-1 border-b px-4 py-3 last:border-b-0">
            <span className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">
                {`v${version.number} · ${version.org === null ? t("platform") : (version.org.name ?? version.org.id)}`}
              </span>
              {version.isInForce ? <Badge tone="success">{t("inForce")}</Badge> : null}
            </span>
            <span className="num break-words text-xs">{tiersText(version, locale)}</span>
            <span className="break-words text-muted-foreground text-xs">
              {[
                t(version.mode),
                version.validTo === null
                  ? day(version.validFrom)
                  : `${day(version.validFrom)} – ${day(version.validTo)}`,
                version.reason,
              ].join(" · ")}
            </span>
          </li>
        ))}
      </DataList>
      <div className="max-lg:hidden">
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
                <TableCell className="num text-xs">{tiersText(version, locale)}</TableCell>
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
      </div>
    </>
  );
}

function tiersText({ tiers }: MarkupVersion, locale: string): string {
  return tiers
    .map((tier) => `×${multiplierText(tier.multiplierBp, locale)} ≥ ${formatUsdPrice(tier.fromCostPusd, locale)}`)
    .join(" · ");
}
