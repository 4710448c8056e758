"use client";

import { VenetianMask } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { TokenCount } from "~/components/brand/token-count";
import { Avatar } from "~/components/ui/avatar";
import { Button } from "~/components/ui/button";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { formatDate } from "~/lib/format-date";
import { ActAsDialog } from "./act-as-dialog";
import type { OrgAccount } from "./org-page";

/** The people of the organisation; they are managed by their own owners and admins. A superadmin may take the place of one. */
export function OrgMembers({ org }: { org: OrgAccount }) {
  const t = useTranslations("admin.org");
  const common = useTranslations("common");
  const locale = useLocale();
  const { members, seats, timeZone } = org;
  const [chosen, setChosen] = useState<OrgAccount["members"][number] | null>(null);
  const actAs = (member: OrgAccount["members"][number]) => (
    <Button size="sm" aria-label={t("actAs", { name: member.name })} onClick={() => setChosen(member)}>
      <VenetianMask aria-hidden />
      {t("actAsShort")}
    </Button>
  );
  return (
    <>
      <p className="border-b px-4 py-2.5 text-muted-foreground text-sm">
        {seats === null ? t("noSeats", { people: members.length }) : t("seats", { people: members.length, seats })}
      </p>
      <DataList className="md:hidden">
        {members.map((member) => (
          <DataListItem
            key={member.id}
            title={member.name}
            amount={<TokenCount count={member.tokensUsed} compact />}
            meta={`${isRole(member.role) ? common(`role.${member.role}`) : member.role} · ${member.email}`}
            aside={actAs(member)}
          />
        ))}
      </DataList>
      <div className="max-md:hidden">
        <Table aria-label={t("members")}>
          <TableHeader>
            <TableRow>
              <TableHead className="w-full">{t("person")}</TableHead>
              <TableHead>{t("role")}</TableHead>
              <TableHead>{t("joined")}</TableHead>
              <TableHead numeric>{t("monthTokens")}</TableHead>
              <TableHead numeric>{t("limit")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("actAsShort")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {members.map((member) => (
              <TableRow key={member.id}>
                <TableCell height="tall" className="w-full min-w-40 max-w-0">
                  <span className="flex items-center gap-2.5">
                    <Avatar name={member.name} />
                    <span className="min-w-0">
                      <Link href={`/admin/users/${member.id}`} className="block truncate font-medium">
                        {member.name}
                      </Link>
                      <span className="block truncate text-muted-foreground text-xs">{member.email}</span>
                    </span>
                  </span>
                </TableCell>
                <TableCell height="tall">{isRole(member.role) ? common(`role.${member.role}`) : member.role}</TableCell>
                <TableCell height="tall" className="text-muted-foreground tabular-nums">
                  {formatDate(member.joinedAt, locale, { style: "dayYear", timeZone })}
                </TableCell>
                <TableCell height="tall" numeric>
                  <TokenCount count={member.tokensUsed} compact />
                </TableCell>
                <TableCell height="tall" numeric className="text-muted-foreground">
                  {member.tokensPerMonth ? (
                    <TokenCount count={member.tokensPerMonth} compact />
                  ) : (
                    <span className="font-sans">{t("noLimit")}</span>
                  )}
                </TableCell>
                <TableCell height="tall">{actAs(member)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {chosen === null ? null : <ActAsDialog org={org} member={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function isRole(value: string): value is "owner" | "admin" | "member" | "viewer" {
  return ["owner", "admin", "member", "viewer"].includes(value);
}
