"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { Mails } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useEffect, useState } from "react";
import { FiltersRow, FiltersSpace, Page, PageHeader } from "~/components/layout/page";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { SearchInput } from "~/components/ui/search-input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { cn } from "~/lib/cn";
import { api } from "~/trpc/react";
import { mailPageParam, mailSearchParams, mailsInput } from "../mail-search-params";
import { mailSearchLength, mailStates } from "../mail-states";
import { MailList } from "./mail-list";
import { MailQuery } from "./mail-query";
import { MailTabs } from "./mail-tabs";

export function MailsPage() {
  return (
    <NuqsAdapter>
      <MailsOfAddress />
    </NuqsAdapter>
  );
}

/** Every mail: searched, by state, by pages, all of it in the address. */
function MailsOfAddress() {
  const t = useTranslations("mail");
  const [search, setSearch] = useQueryStates(mailSearchParams, { shallow: true });
  const list = api.mail.list.useQuery(mailsInput(search), { placeholderData: keepPreviousData });
  const [text, setText] = useState(search.q);
  const [known, setKnown] = useState(search.q);
  // The address changed by other means than typing: going back.
  if (known !== search.q) {
    setKnown(search.q);
    setText(search.q);
  }
  useEffect(() => {
    if (text === search.q) return;
    const timer = setTimeout(() => void setSearch({ q: text, page: null }), 300);
    return () => clearTimeout(timer);
  }, [text, search.q, setSearch]);
  const isFiltered = search.q.trim() !== "" || search.state !== null;

  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      <MailTabs />
      <FiltersRow label={t("search")}>
        <SearchInput
          className="w-72 max-md:w-full"
          aria-label={t("search")}
          placeholder={t("search")}
          maxLength={mailSearchLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FiltersSpace />
        <Select
          value={search.state ?? "all"}
          onValueChange={(value) =>
            void setSearch({ state: mailStates.find((state) => state === value) ?? null, page: null })
          }
        >
          <SelectTrigger className="w-44 max-md:w-full" aria-label={t("state")}>
            <SelectValue>{search.state === null ? t("all") : t(`states.${search.state}`)}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="all">{t("all")}</SelectItem>
            {mailStates.map((state) => (
              <SelectItem key={state} value={state}>
                {t(`states.${state}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </FiltersRow>
      <Card aria-busy={list.isFetching}>
        <MailQuery query={list}>
          {({ mails, next }) =>
            mails.length === 0 ? (
              <EmptyState
                icon={Mails}
                title={t(isFiltered ? "noneTitle" : "emptyTitle")}
                action={
                  isFiltered ? (
                    <Button onClick={() => void setSearch({ q: "", state: null, page: null })}>{t("clear")}</Button>
                  ) : null
                }
              >
                {t(isFiltered ? "none" : "empty")}
              </EmptyState>
            ) : (
              <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
                <MailList mails={mails} />
                <PaginationFooter
                  range={t("count", { count: mails.length })}
                  onPrevious={
                    search.page === null ? undefined : () => void setSearch({ page: null }, { history: "push" })
                  }
                  onNext={
                    next === null ? undefined : () => void setSearch({ page: mailPageParam(next) }, { history: "push" })
                  }
                  pending={list.isPlaceholderData}
                />
              </div>
            )
          }
        </MailQuery>
      </Card>
    </Page>
  );
}
