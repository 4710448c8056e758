"use client";

import { useLocale, useTranslations } from "next-intl";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { formatDate } from "~/lib/format-date";
import { adapterKey } from "../adapter-key";
import { AdapterState, useAdapterRemark } from "./adapter-state";
import type { Adapter } from "./adapters-page";

/** On a phone: two lines a record, a press opens it. */
export function AdapterItems(props: {
  adapters: readonly Adapter[];
  isAsking: boolean;
  onOpen: (adapter: Adapter) => void;
}) {
  const t = useTranslations("admin.adapters");
  const remark = useAdapterRemark();
  const locale = useLocale();
  const whenOf = (date: Date) => formatDate(date, locale, { style: "dayTime", timeZone: "UTC" });
  return (
    <DataList className="md:hidden">
      {props.adapters.map((adapter) => (
        <DataListItem
          key={adapterKey(adapter)}
          title={
            <>
              {t(`ports.${adapter.port}`)}{" "}
              <span className="font-mono font-normal text-muted-foreground text-xs">{adapter.adapter}</span>
            </>
          }
          amount={
            <span className="text-sm">
              <AdapterState adapter={adapter} isAsking={props.isAsking} />
            </span>
          }
          meta={adapter.health?.isOk === false ? adapter.health.lastError : remark(adapter)}
          aside={adapter.health === null ? null : t("sinceWhen", { when: whenOf(adapter.health.since) })}
          onOpen={() => props.onOpen(adapter)}
        />
      ))}
    </DataList>
  );
}
