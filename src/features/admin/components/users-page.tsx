"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { Users as UsersIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useCallback } from "react";
import { FiltersRow, FiltersSpace, Page, PageHeader } from "~/components/layout/page";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { SearchInput } from "~/components/ui/search-input";
import { useTypedText } from "~/components/ui/use-typed-text";
import { cn } from "~/lib/cn";
import { api } from "~/trpc/react";
import { pageParam } from "../orgs-search-params";
import { userSearchLength, userShows } from "../users-limits";
import { usersInput, usersSearchParams } from "../users-search-params";
import { ChoiceFilter } from "./choice-filter";
import { ConsoleQuery } from "./console-query";
import { UserItems } from "./user-items";
import { UserTable } from "./user-table";

/** @param props.children what else is known of the people, below their list. */
export function UsersPage({ children }: { children: ReactNode }) {
  return (
    <NuqsAdapter>
      <Users>{children}</Users>
    </NuqsAdapter>
  );
}

/** Everybody who has ever signed up: searched, narrowed, sorted, by pages, all of it in the address. */
function Users({ children }: { children: ReactNode }) {
  const t = useTranslations("admin.users");
  const [search, setSearch] = useQueryStates(usersSearchParams, { shallow: true });
  const list = api.users.list.useQuery(usersInput(search), { placeholderData: keepPreviousData });
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
          maxLength={userSearchLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FiltersSpace />
        <ChoiceFilter
          label={t("show")}
          value={search.show}
          choices={userShows}
          textOf={(show) => t(`shows.${show ?? "all"}`)}
          onChange={(show) => void setSearch({ show, page: null })}
        />
      </FiltersRow>
      <Card aria-busy={list.isFetching}>
        <ConsoleQuery query={list} columns={[38, 12, 10, 14, 14]}>
          {({ users, next, previous }) =>
            users.length === 0 ? (
              <EmptyState
                icon={UsersIcon}
                title={t("noneTitle")}
                action={
                  <Button
                    onClick={() => {
                      setText("");
                      void setSearch({ q: "", show: null, page: null });
                    }}
                  >
                    {t("showAll")}
                  </Button>
                }
              >
                {t("none")}
              </EmptyState>
            ) : (
              <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
                <UserTable
                  users={users}
                  sort={search.sort}
                  descending={search.desc}
                  onSort={(sort, desc) => void setSearch({ q: text, sort, desc, page: null })}
                />
                <UserItems users={users} />
                <PaginationFooter
                  range={t("count", { count: users.length })}
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
      {children}
    </Page>
  );
}
