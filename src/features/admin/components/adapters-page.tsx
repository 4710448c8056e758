"use client";

import { CircleCheck, CircleOff, RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Page, PageHeader } from "~/components/layout/page";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import { api, type RouterOutputs } from "~/trpc/react";
import { ConsoleQuery } from "./console-query";

type Adapter = RouterOutputs["admin"]["adapters"][number];

/** Which vendor, or which twin without an account, stands behind each port, and whether it answers now. */
export function AdaptersPage() {
  const t = useTranslations("admin.adapters");
  const adapters = api.admin.adapters.useQuery(undefined, { staleTime: 0 });
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={
          <Button pending={adapters.isFetching} onClick={() => void adapters.refetch()}>
            {adapters.isFetching ? null : <RotateCw aria-hidden />}
            {t("again")}
          </Button>
        }
      />
      <ConsoleQuery query={adapters} height={260}>
        {(list) => (
          <Card className={cn("transition-opacity", adapters.isFetching && "opacity-60")}>
            <Table aria-label={t("title")}>
              <TableHeader>
                <TableRow>
                  <TableHead className="w-full">{t("port")}</TableHead>
                  <TableHead>{t("adapter")}</TableHead>
                  <TableHead>{t("kind")}</TableHead>
                  <TableHead>{t("state")}</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {list.map((adapter) => (
                  <TableRow key={`${adapter.port} ${adapter.adapter}`}>
                    <TableCell height="tall" className="w-full min-w-40 whitespace-normal">
                      <span className="block font-medium">{t(`ports.${adapter.port}`)}</span>
                      <span className="block text-muted-foreground text-xs">{remarkOf(adapter, t)}</span>
                    </TableCell>
                    <TableCell height="tall" className="font-mono text-xs">
                      {adapter.adapter}
                    </TableCell>
                    <TableCell height="tall">
                      <Kind adapter={adapter} />
                    </TableCell>
                    <TableCell height="tall">
                      <State adapter={adapter} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Card>
        )}
      </ConsoleQuery>
    </Page>
  );
}

/** The database is no port: there is nothing to choose. */
function Kind({ adapter }: { adapter: Adapter }) {
  const t = useTranslations("admin.adapters");
  if (adapter.port === "database") return <Badge tone="outline">{t("required")}</Badge>;
  if (adapter.isOff) return <Badge tone="warning">{t("off")}</Badge>;
  return <Badge tone={adapter.isTwin ? "neutral" : "credit"}>{t(adapter.isTwin ? "twin" : "vendor")}</Badge>;
}

function State({ adapter }: { adapter: Adapter }) {
  const t = useTranslations("admin.adapters");
  if (adapter.isOff) {
    return (
      <span className="flex items-center gap-1.5 text-muted-foreground">
        <CircleOff aria-hidden className="size-3.5" />
        {t("off")}
      </span>
    );
  }
  if (adapter.ok) {
    return (
      <span className="flex items-center gap-1.5 text-success">
        <CircleCheck aria-hidden className="size-3.5" />
        {t("answers", { ms: adapter.latencyMs })}
      </span>
    );
  }
  return (
    <span className="flex flex-col">
      <span className="flex items-center gap-1.5 font-medium text-destructive">
        <TriangleAlert aria-hidden className="size-3.5" />
        {t("fails")}
      </span>
      {adapter.problem === null ? null : <span className="text-muted-foreground text-xs">{adapter.problem}</span>}
    </span>
  );
}

function remarkOf(adapter: Adapter, t: ReturnType<typeof useTranslations<"admin.adapters">>): string {
  if (adapter.port === "payments" && adapter.isOff) return t("offNote");
  if (adapter.port === "payments" && adapter.isTwin) return t("testNote");
  if (adapter.port === "models" && adapter.isTwin) return t("demoNote");
  return t(`about.${adapter.port}`);
}
