"use client";

import { useLocale, useTranslations } from "next-intl";
import { RelativeTime } from "~/components/brand/date-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import { formatTokens } from "~/lib/format-tokens";
import { KeyName, KeyScopes, useEndText, useMonthText } from "./key-facts";
import type { KeyAct, KeyLine } from "./key-line";
import { KeyMenu } from "./key-menu";

export type KeyListProps = { keys: readonly KeyLine[]; onAct: (act: KeyAct, key: KeyLine) => void };

/** From 720 px up. */
export function KeyTable({ keys, onAct }: KeyListProps) {
  const t = useTranslations("keys");
  return (
    <div className="max-md:hidden">
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            <TableHead className="w-full min-w-44">{t("columns.name")}</TableHead>
            <TableHead>{t("columns.scopes")}</TableHead>
            <TableHead>{t("columns.used")}</TableHead>
            <TableHead>{t("columns.ends")}</TableHead>
            <TableHead numeric>{t("columns.month")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("columns.acts")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {keys.map((key) => (
            <KeyRow key={key.id} item={key} onAct={onAct} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function KeyRow({ item, onAct }: { item: KeyLine; onAct: KeyListProps["onAct"] }) {
  const t = useTranslations("keys");
  const locale = useLocale();
  const month = useMonthText(item);
  const ends = useEndText(item);
  return (
    <TableRow className={cn(item.state === "revoked" && "text-muted-foreground")}>
      <TableCell className="max-w-0 py-2">
        <KeyName item={item} />
        {item.isOwn ? null : (
          <span className="block truncate text-muted-foreground text-xs">
            {t("madeBy", { name: item.maker.name ?? t("former") })}
          </span>
        )}
      </TableCell>
      <TableCell className="min-w-52 py-2">
        <KeyScopes item={item} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground">
        {item.lastUsedAt === null ? t("neverUsed") : <RelativeTime date={item.lastUsedAt} />}
        <span className="block text-xs">
          {t("requests", { count: item.requests, figure: formatTokens(item.requests, locale) })}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground">{ends}</TableCell>
      <TableCell numeric className="whitespace-nowrap">
        {month.credits}
        <span className="block text-muted-foreground text-xs">{month.calls}</span>
      </TableCell>
      <TableCell>
        <KeyMenu item={item} onAct={(act) => onAct(act, item)} />
      </TableCell>
    </TableRow>
  );
}
