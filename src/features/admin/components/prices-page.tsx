"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FiltersRow, FiltersSpace, Page, PageHeader } from "~/components/layout/page";
import { Card } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { SearchInput } from "~/components/ui/search-input";
import { Segmented } from "~/components/ui/segmented";
import { api, type RouterOutputs } from "~/trpc/react";
import { ConsoleQuery } from "./console-query";
import { PriceItems } from "./price-items";
import { PriceTable } from "./price-table";

export type PricedModel = RouterOutputs["admin"]["prices"][number];

const kinds = ["all", "chat", "embedding", "unpriced"] as const;

/** The catalogue with the prices in force; what has none stands out. */
export function PricesPage() {
  const t = useTranslations("admin.prices");
  const locale = useLocale();
  const prices = api.admin.prices.useQuery();
  const [kind, setKind] = useState<(typeof kinds)[number]>("all");
  const [text, setText] = useState("");
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      <FiltersRow label={t("show")}>
        <Segmented
          name="price-kind"
          label={t("show")}
          value={kind}
          onValueChange={setKind}
          items={kinds.map((value) => ({ value, label: t(value) }))}
        />
        <FiltersSpace />
        <SearchInput
          className="max-md:w-full"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </FiltersRow>
      <ConsoleQuery query={prices} height={480}>
        {(models) => {
          const unpriced = models.filter(({ price }) => price === null);
          const shown = models.filter((model) => fits(model, kind, text));
          const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(
            unpriced.map(({ displayName }) => displayName),
          );
          return (
            <>
              {unpriced.length === 0 ? null : (
                <Note tone="warning">{t("unpricedNote", { count: unpriced.length, names })}</Note>
              )}
              <Card>
                {shown.length === 0 ? (
                  <p className="p-5 text-muted-foreground text-sm">{t("none")}</p>
                ) : (
                  <>
                    <PriceItems models={shown} />
                    <div className="max-lg:hidden">
                      <PriceTable models={shown} />
                    </div>
                  </>
                )}
                <p className="border-t px-4 py-3 text-muted-foreground text-xs">
                  {t("listed", { count: shown.length })} · {t("readOnly")}
                </p>
              </Card>
            </>
          );
        }}
      </ConsoleQuery>
    </Page>
  );
}

function fits(model: PricedModel, kind: (typeof kinds)[number], text: string): boolean {
  const wanted = text.trim().toLowerCase();
  const isKind = kind === "all" || (kind === "unpriced" ? model.price === null : model.kind === kind);
  return isKind && (wanted === "" || `${model.id} ${model.displayName}`.toLowerCase().includes(wanted));
}
