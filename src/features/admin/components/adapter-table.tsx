"use client";

import { ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import { adapterKey } from "../adapter-key";
import { AdapterKind, AdapterState, useAdapterRemark } from "./adapter-state";
import type { Adapter } from "./adapters-page";

type Props = {
  adapters: readonly Adapter[];
  open: string | null;
  isAsking: boolean;
  onOpen: (adapter: Adapter) => void;
};

/** From 720 px up. A press anywhere in a row opens its record. */
export function AdapterTable({ adapters, open, isAsking, onOpen }: Props) {
  const t = useTranslations("admin.adapters");
  return (
    <div className="max-md:hidden">
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            <TableHead className="w-full">{t("port")}</TableHead>
            <TableHead>{t("adapter")}</TableHead>
            <TableHead>{t("state")}</TableHead>
            <TableHead>{t("since")}</TableHead>
            <TableHead>{t("lastError")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("open")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {adapters.map((adapter) => (
            <Row
              key={adapterKey(adapter)}
              adapter={adapter}
              isOpen={open === adapterKey(adapter)}
              isAsking={isAsking}
              onOpen={onOpen}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Row({
  adapter,
  isOpen,
  isAsking,
  onOpen,
}: Omit<Props, "adapters" | "open"> & { adapter: Adapter; isOpen: boolean }) {
  const t = useTranslations("admin.adapters");
  const locale = useLocale();
  const remark = useAdapterRemark();
  const { health } = adapter;
  return (
    <TableRow interactive onClick={() => onOpen(adapter)} className={cn(isOpen && "bg-accent")}>
      <TableCell height="tall" className="w-full min-w-40 max-w-0">
        <span className="block truncate font-medium">{t(`ports.${adapter.port}`)}</span>
        <span className="block truncate text-muted-foreground text-xs">{remark(adapter)}</span>
      </TableCell>
      <TableCell height="tall">
        <span className="flex items-center gap-2">
          <span className="font-mono text-xs">{adapter.adapter}</span>
          <AdapterKind adapter={adapter} />
        </span>
      </TableCell>
      <TableCell height="tall">
        <AdapterState adapter={adapter} isAsking={isAsking} />
        {health?.isOk ? (
          <span className="num block pl-5 text-muted-foreground text-xs">
            {t("ms", { ms: new Intl.NumberFormat(locale).format(health.latencyMs) })}
          </span>
        ) : null}
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        {health === null ? "—" : <DateTime date={health.since} timeZone="UTC" />}
      </TableCell>
      <TableCell height="tall" className="max-w-56">
        {health?.lastError == null || health.lastErrorAt === null ? (
          <span className="text-muted-foreground">{t("noError")}</span>
        ) : (
          <>
            <span className="block truncate text-xs" title={health.lastError}>
              {health.lastError}
            </span>
            <RelativeTime date={health.lastErrorAt} timeZone="UTC" className="block text-muted-foreground text-xs" />
          </>
        )}
      </TableCell>
      <TableCell height="tall">
        <button
          type="button"
          aria-label={t("openOne", { name: t(`ports.${adapter.port}`), adapter: adapter.adapter })}
          aria-expanded={isOpen}
          className="flex size-7 items-center justify-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
          onClick={(event) => {
            event.stopPropagation();
            onOpen(adapter);
          }}
        >
          <ChevronRight aria-hidden />
        </button>
      </TableCell>
    </TableRow>
  );
}
