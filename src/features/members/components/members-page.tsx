"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { Users } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useCallback, useState } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PaginationFooter } from "~/components/ui/pagination-footer";
import { SkeletonRows } from "~/components/ui/skeleton";
import { cn } from "~/lib/cn";
import type { Role } from "~/server/permissions";
import { api } from "~/trpc/react";
import { memberPageSizes } from "../member-limits";
import { membersInput, membersSearchParams } from "../members-search-params";
import { MemberDialogs } from "./member-dialogs";
import { MemberFilters } from "./member-filters";
import { MemberItems } from "./member-items";
import type { MemberAct, MemberLine } from "./member-line";
import { MemberTable } from "./member-table";
import { TransferNotice } from "./transfer-notice";

type Props = {
  org: { slug: string; name: string };
  /** Whether everybody's use may be seen. */
  seesAll: boolean;
  /** Whether the sign-in is ours, and has a password to ask for. */
  asksPassword: boolean;
  /** At the right end of the toolbar: how people come in. */
  toolbarEnd?: ReactNode;
  /** Below the list: who is on their way in. */
  children?: ReactNode;
};

/** Who belongs to the organisation: searched, sorted, by pages, all of it in the address. */
export function MembersPage(props: Props) {
  return (
    <NuqsAdapter>
      <Members {...props} />
    </NuqsAdapter>
  );
}

function Members({ org, seesAll, asksPassword, toolbarEnd, children }: Props) {
  const t = useTranslations("members");
  const locale = useLocale();
  const [search, setSearch] = useQueryStates(membersSearchParams, { shallow: true });
  const list = api.members.list.useQuery(membersInput(search), { placeholderData: keepPreviousData });
  const [asked, setAsked] = useState<{ act: MemberAct; member: MemberLine } | null>(null);
  const onSearch = useCallback((q: string) => void setSearch({ q, page: null }), [setSearch]);
  const onRole = useCallback((role: Role | null) => void setSearch({ role, page: null }), [setSearch]);
  const onAct = useCallback((act: MemberAct, member: MemberLine) => setAsked({ act, member }), []);
  const onClose = useCallback(() => setAsked(null), []);
  const toPage = (page: number) => void setSearch({ page }, { history: "push" });
  const figure = new Intl.NumberFormat(locale);
  const { data } = list;
  const { size = memberPageSizes[0] } = membersInput(search);
  return (
    <>
      <TransferNotice orgName={org.name} />
      <MemberFilters q={search.q} role={search.role} onSearch={onSearch} onRole={onRole} end={toolbarEnd} />
      <Card aria-busy={list.isFetching} aria-label={t("title")}>
        {data === undefined ? (
          list.isError ? (
            <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <SkeletonRows rows={8} widths={[30, 10, 12, 12, 20, 8]} />
          )
        ) : data.members.length === 0 ? (
          <EmptyState
            icon={Users}
            title={t("none.title")}
            action={
              <Button onClick={() => void setSearch({ q: "", role: null, page: null })}>{t("none.clear")}</Button>
            }
          >
            {t("none.text")}
          </EmptyState>
        ) : (
          <div className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}>
            <MemberTable
              org={org.slug}
              members={data.members}
              seesAll={seesAll}
              sort={search.sort}
              descending={search.desc}
              onSort={(sort, desc) => void setSearch({ sort, desc, page: null })}
              onAct={onAct}
            />
            <MemberItems org={org.slug} members={data.members} onAct={onAct} />
            <PaginationFooter
              range={t("range", {
                from: figure.format((data.page - 1) * size + 1),
                to: figure.format((data.page - 1) * size + data.members.length),
                found: data.found,
              })}
              pageSize={{
                value: size,
                options: memberPageSizes,
                onChange: (rows) => void setSearch({ size: rows, page: null }),
              }}
              onPrevious={data.page > 1 ? () => toPage(data.page - 1) : undefined}
              onNext={data.page < data.pages ? () => toPage(data.page + 1) : undefined}
              pending={list.isPlaceholderData}
            />
          </div>
        )}
      </Card>
      <p className="-mt-2 text-muted-foreground text-xs">
        {t.rich("whoCan", {
          link: (words) => (
            <Link
              href={`/o/${org.slug}/settings/members/roles`}
              className="text-foreground underline underline-offset-4"
            >
              {words}
            </Link>
          ),
        })}
      </p>
      {children}
      <MemberDialogs
        asked={asked}
        orgName={org.name}
        asksPassword={asksPassword}
        resetsAt={data?.resetsAt ?? null}
        onClose={onClose}
      />
    </>
  );
}
