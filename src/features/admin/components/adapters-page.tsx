"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Page, PageHeader } from "~/components/layout/page";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { api, type RouterOutputs } from "~/trpc/react";
import { adapterKey } from "../adapter-key";
import { usePortProbe } from "../hooks/use-port-probe";
import { AdapterItems } from "./adapter-items";
import { AdapterPanel } from "./adapter-panel";
import { AdapterTable } from "./adapter-table";
import { ConsoleQuery } from "./console-query";

export type Adapter = RouterOutputs["admin"]["adapters"][number];

/**
 * Which vendor, or which twin without an account, stands behind each port, whether it answers, since when, and what
 * was wrong last. Shows at once what is known, and asks all of them meanwhile. The open record is in the address.
 */
export function AdaptersPage() {
  return (
    <NuqsAdapter>
      <Adapters />
    </NuqsAdapter>
  );
}

function Adapters() {
  const t = useTranslations("admin.adapters");
  const [open, setOpen] = useQueryState("open", parseAsString);
  const adapters = api.admin.adapters.useQuery();
  const probe = usePortProbe();
  const toggle = (adapter: Adapter) => void setOpen(open === adapterKey(adapter) ? null : adapterKey(adapter));
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={
          <Button pending={probe.isPending} onClick={probe.run}>
            {probe.isPending ? null : <RotateCw aria-hidden />}
            {t("again")}
          </Button>
        }
      />
      {probe.error === null ? null : (
        <Note tone="warning" live="alert">
          {t("notAsked", { reason: probe.error })}
        </Note>
      )}
      <ConsoleQuery query={adapters} height={420}>
        {(list) => {
          const opened = list.find((adapter) => adapterKey(adapter) === open);
          return (
            <>
              <Card aria-busy={probe.isPending}>
                <AdapterTable adapters={list} open={open} isAsking={probe.isPending} onOpen={toggle} />
                <AdapterItems adapters={list} isAsking={probe.isPending} onOpen={toggle} />
              </Card>
              {opened === undefined ? null : (
                <AdapterPanel key={adapterKey(opened)} adapter={opened} onClose={() => void setOpen(null)} />
              )}
            </>
          );
        }}
      </ConsoleQuery>
    </Page>
  );
}
