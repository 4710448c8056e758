"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { RelativeTime } from "~/components/brand/date-time";
import { UsdAmount } from "~/components/brand/usd-amount";
import { OrgAvatar } from "~/components/ui/avatar";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import type { RouterOutputs } from "~/trpc/react";
import type { OrgSort } from "../admin-limits";
import { OrgBadges } from "./org-badges";
import { SortHead } from "./sort-head";

export type OrgLine = RouterOutputs["admin"]["orgs"]["orgs"][number];

const sortable: { sort: OrgSort; numeric: boolean }[] = [
  { sort: "balance", numeric: true },
  { sort: "held", numeric: true },
  { sort: "paid", numeric: true },
  { sort: "activity", numeric: false },
];

/** From 720 px up. Heads sort; a row opens its organisation. */
export function OrgTable(props: {
  orgs: readonly OrgLine[];
  sort: OrgSort;
  descending: boolean;
  onSort: (sort: OrgSort, descending: boolean) => void;
}) {
  const t = useTranslations("admin.orgs");
  const head = (sort: OrgSort, numeric: boolean) => (
    <SortHead
      key={sort}
      isSorted={sort === props.sort}
      descending={props.descending}
      fromLow={sort === "name"}
      numeric={numeric}
      wide={sort === "name"}
      label={t(sort)}
      onSort={(descending) => props.onSort(sort, descending)}
    />
  );
  return (
    <div className="max-md:hidden">
      <Table aria-label={t("list")}>
        <TableHeader>
          <TableRow>
            {head("name", false)}
            <TableHead numeric>{t("people")}</TableHead>
            {sortable.map(({ sort, numeric }) => head(sort, numeric))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.orgs.map((org) => (
            <OrgRow key={org.id} org={org} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function OrgRow({ org }: { org: OrgLine }) {
  const t = useTranslations("admin.orgs");
  const locale = useLocale();
  const router = useRouter();
  const href = `/admin/orgs/${org.id}`;
  return (
    <TableRow interactive data-href={href} onClick={() => router.push(href)}>
      <TableCell height="tall" className="w-full max-w-0">
        <span className="flex items-center gap-2.5">
          <OrgAvatar name={org.name} />
          <span className="min-w-0">
            <span className="flex min-w-0 items-center gap-2">
              <Link href={href} className="min-w-0 truncate font-medium" onClick={(event) => event.stopPropagation()}>
                {org.name}
              </Link>
              <OrgBadges org={org} />
            </span>
            <span className="block truncate text-muted-foreground text-xs">
              {org.ownerName === null ? org.slug : t("slugAndOwner", { slug: org.slug, owner: org.ownerName })}
            </span>
          </span>
        </span>
      </TableCell>
      <TableCell height="tall" numeric>
        {new Intl.NumberFormat(locale).format(org.members)}
      </TableCell>
      <TableCell height="tall" numeric className={cn("font-medium", org.postedUcr < 0n && "text-destructive")}>
        <CreditAmount ucr={org.postedUcr} />
      </TableCell>
      <TableCell height="tall" numeric className="text-muted-foreground">
        <CreditAmount ucr={org.heldUcr} />
      </TableCell>
      <TableCell height="tall" numeric>
        <UsdAmount pusd={org.paidUsdMicros * 1_000_000n} fractionDigits={2} />
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        {org.lastActivityAt === null ? t("never") : <RelativeTime date={org.lastActivityAt} />}
      </TableCell>
    </TableRow>
  );
}
