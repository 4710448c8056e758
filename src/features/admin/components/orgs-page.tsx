"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useCallback } from "react";
import { FiltersRow, FiltersSpace, Page, PageHeader } from "~/components/layout/page";
import { Card } from "~/components/ui/card";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { SearchInput } from "~/components/ui/search-input";
import { useTypedText } from "~/components/ui/use-typed-text";
import { cn } from "~/lib/cn";
import { api } from "~/trpc/react";
import { orgKinds, orgStates } from "../admin-limits";
import { orgsInput, orgsSearchParams, pageParam } from "../orgs-search-params";
import { ChoiceFilter } from "./choice-filter";
import { ConsoleQuery } from "./console-query";
import { NoOrgs } from "./no-orgs";
import { OrgItems } from "./org-items";
import { OrgTable } from "./org-table";

export function OrgsPage() {
  return (
    <NuqsAdapter>
      <Orgs />
    </NuqsAdapter>
  );
}

/** Every organisation with its account: searched, sorted, by pages, all of it in the address. */
function Orgs() {
  const t = useTranslations("admin.orgs");
  const [search, setSearch] = useQueryStates(orgsSearchParams, { shallow: true });
  const list = api.admin.orgs.useQuery(orgsInput(search), { placeholderData: keepPreviousData });
  const writeSearch = useCallback((q: string) => void setSearch({ q, page: null }), [setSearch]);
  const [text, setText] = useTypedText(search.q, writeSearch);
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      <FiltersRow label={t("search")}>
        <SearchInput
          className="w-72 max-md:w-full"
          aria-label={t("search")}
          placeholder={t("search")}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FiltersSpace />
        <ChoiceFilter
          label={t("kind")}
          value={search.kind}
          choices={orgKinds}
          textOf={(kind) => t(`kinds.${kind ?? "all"}`)}
          onChange={(kind) => void setSearch({ kind, page: null })}
        />
        <ChoiceFilter
          label={t("state")}
          value={search.state}
          choices={orgStates}
          textOf={(state) => t(`states.${state ?? "all"}`)}
          onChange={(state) => void setSearch({ state, page: null })}
        />
      </FiltersRow>
      <Card aria-busy={list.isFetching}>
        <ConsoleQuery query={list} columns={[34, 6, 12, 8, 10, 14]}>
          {({ orgs, next, previous }) =>
            orgs.length === 0 ? (
              <NoOrgs
                search={search.q}
                isNarrowed={search.state !== null || search.kind !== null}
                onClear={() => {
                  setText("");
                  void setSearch({ q: "", state: null, kind: null, page: null });
                }}
              />
            ) : (
              <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
                <OrgTable
                  orgs={orgs}
                  sort={search.sort}
                  descending={search.desc}
                  onSort={(sort, desc) => void setSearch({ q: text, sort, desc, page: null })}
                />
                <OrgItems orgs={orgs} />
                <PaginationFooter
                  range={t("count", { count: orgs.length })}
                  onPrevious={
                    previous === null
                      ? undefined
                      : () => void setSearch({ page: pageParam("previous", previous) }, { history: "push" })
                  }
                  onNext={
                    next === null
                      ? undefined
                      : () => void setSearch({ page: pageParam("next", next) }, { history: "push" })
                  }
                  pending={list.isPlaceholderData}
                />
              </div>
            )
          }
        </ConsoleQuery>
      </Card>
    </Page>
  );
}
