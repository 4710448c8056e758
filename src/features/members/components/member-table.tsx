"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import type { MemberSort } from "../member-limits";
import type { MemberAct, MemberLine } from "./member-line";
import { MemberMenu } from "./member-menu";
import { MemberName } from "./member-name";
import { MemberRole } from "./member-role";
import { MemberCredits, MemberTokens } from "./member-usage";

const columns: { sort: MemberSort; numeric: boolean; isOfUse: boolean; className?: string }[] = [
  { sort: "name", numeric: false, isOfUse: false, className: "w-full min-w-50" },
  { sort: "role", numeric: false, isOfUse: false },
  { sort: "joined", numeric: false, isOfUse: false },
  { sort: "active", numeric: false, isOfUse: false },
  { sort: "tokens", numeric: false, isOfUse: true },
  { sort: "credits", numeric: true, isOfUse: true },
];

export type MemberListProps = {
  org: string;
  members: readonly MemberLine[];
  onAct: (act: MemberAct, member: MemberLine) => void;
};

type Order = { sort: MemberSort; descending: boolean; onSort: (sort: MemberSort, descending: boolean) => void };

/** From 720 px up. Heads sort; what is done to somebody stands at the end of their row. */
export function MemberTable({ seesAll, ...props }: MemberListProps & Order & { seesAll: boolean }) {
  const t = useTranslations("members");
  return (
    <div className="max-md:hidden">
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            {columns.map(({ sort, numeric, isOfUse, className }) =>
              // Figures that one may not see are not sorted by either.
              isOfUse && !seesAll ? (
                <TableHead key={sort} numeric={numeric}>
                  {t(`columns.${sort}`)}
                </TableHead>
              ) : (
                <SortHead key={sort} {...props} column={sort} numeric={numeric} className={className} />
              ),
            )}
            <TableHead>
              <span className="sr-only">{t("columns.acts")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.members.map((member) => (
            <MemberRow key={member.userId} {...props} member={member} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function SortHead(props: Order & { column: MemberSort; numeric: boolean; className?: string | undefined }) {
  const t = useTranslations("members");
  const isSorted = props.column === props.sort;
  const Arrow = props.descending ? ArrowDown : ArrowUp;
  // The first press sorts as one would want it: names from A, figures and moments from the highest.
  const next = isSorted ? !props.descending : props.column !== "name" && props.column !== "role";
  return (
    <TableHead
      aria-sort={isSorted ? (props.descending ? "descending" : "ascending") : "none"}
      numeric={props.numeric}
      className={props.className}
    >
      <button
        type="button"
        className={cn(
          "inline-flex h-7 items-center gap-1 rounded-sm hover:text-foreground",
          isSorted && "font-medium text-foreground",
        )}
        onClick={() => props.onSort(props.column, next)}
      >
        {t(`columns.${props.column}`)}
        {isSorted ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </TableHead>
  );
}

function MemberRow({ member, org, onAct }: MemberListProps & { member: MemberLine }) {
  const t = useTranslations("members");
  return (
    <TableRow>
      <TableCell height="tall" className="w-full max-w-0">
        <MemberName member={member} org={org} />
      </TableCell>
      <TableCell height="tall">
        <MemberRole member={member} onChange={() => onAct("role", member)} />
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        <DateTime date={member.joinedAt} style="dayYear" />
      </TableCell>
      <TableCell height="tall" className="text-muted-foreground">
        {member.lastActiveAt === null ? t("never") : <RelativeTime date={member.lastActiveAt} />}
      </TableCell>
      <TableCell height="tall">
        <MemberTokens member={member} isMetered />
      </TableCell>
      <TableCell height="tall" numeric>
        <MemberCredits member={member} />
      </TableCell>
      <TableCell height="tall" className="w-11 text-right">
        <MemberMenu member={member} onAct={(act) => onAct(act, member)} />
      </TableCell>
    </TableRow>
  );
}
