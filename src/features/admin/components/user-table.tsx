"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { Avatar } from "~/components/ui/avatar";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { RouterOutputs } from "~/trpc/react";
import type { UserSort } from "../users-limits";
import { SortHead } from "./sort-head";
import { UserBadges } from "./user-badges";

export type UserLine = RouterOutputs["users"]["list"]["users"][number];

/** From 720 px up. Heads sort; a row opens its person. */
export function UserTable(props: {
  users: readonly UserLine[];
  sort: UserSort;
  descending: boolean;
  onSort: (sort: UserSort, descending: boolean) => void;
}) {
  const t = useTranslations("admin.users");
  const head = (sort: UserSort) => (
    <SortHead
      isSorted={sort === props.sort}
      descending={props.descending}
      fromLow={sort === "name"}
      wide={sort === "name"}
      label={t(sort)}
      onSort={(descending) => props.onSort(sort, descending)}
    />
  );
  return (
    <div className="max-md:hidden">
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            {head("name")}
            <TableHead numeric>{t("orgs")}</TableHead>
            {head("active")}
            {head("created")}
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.users.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function UserRow({ user }: { user: UserLine }) {
  const t = useTranslations("admin.users");
  const locale = useLocale();
  const router = useRouter();
  const href = `/admin/users/${user.id}`;
  return (
    <TableRow interactive data-href={href} onClick={() => router.push(href)}>
      <TableCell height="tall" className="w-full max-w-0">
        <span className="flex items-center gap-2.5">
          <Avatar name={user.name} />
          <span className="min-w-0">
            <span className="flex min-w-0 items-center gap-2">
              <Link href={href} className="min-w-0 truncate font-medium" onClick={(event) => event.stopPropagation()}>
                {user.name}
              </Link>
              <UserBadges user={user} isVerified={user.isVerified} />
            </span>
            <span className="block truncate text-muted-foreground text-xs">
              {user.formerEmail === null ? user.email : t("formerly", { email: user.email, former: user.formerEmail })}
            </span>
          </span>
        </span>
      </TableCell>
      <TableCell height="tall" numeric>
        {new Intl.NumberFormat(locale).format(user.orgs)}
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        {user.lastActiveAt === null ? t("never") : <RelativeTime date={user.lastActiveAt} />}
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        <DateTime date={user.createdAt} style="dayYear" />
      </TableCell>
    </TableRow>
  );
}
