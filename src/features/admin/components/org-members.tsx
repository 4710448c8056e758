"use client";

import { useLocale, useTranslations } from "next-intl";
import { TokenCount } from "~/components/brand/token-count";
import { Avatar } from "~/components/ui/avatar";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { formatDate } from "~/lib/format-date";
import type { OrgAccount } from "./org-page";

/** The people of the organisation; they are managed by their own owners and admins. */
export function OrgMembers({ members, timeZone }: { members: OrgAccount["members"]; timeZone: string }) {
  const t = useTranslations("admin.org");
  const common = useTranslations("common");
  const locale = useLocale();
  return (
    <>
      <DataList className="md:hidden">
        {members.map((member) => (
          <DataListItem
            key={member.id}
            title={member.name}
            amount={<TokenCount count={member.tokensUsed} compact />}
            meta={`${isRole(member.role) ? common(`role.${member.role}`) : member.role} · ${member.email}`}
            aside={member.tokensPerMonth ? <TokenCount count={member.tokensPerMonth} compact /> : t("noLimit")}
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
            </TableRow>
          </TableHeader>
          <TableBody>
            {members.map((member) => (
              <TableRow key={member.id}>
                <TableCell height="tall" className="w-full min-w-40 max-w-0">
                  <span className="flex items-center gap-2.5">
                    <Avatar name={member.name} />
                    <span className="min-w-0">
                      <span className="block truncate font-medium">{member.name}</span>
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
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  );
}

function isRole(value: string): value is "owner" | "admin" | "member" | "viewer" {
  return ["owner", "admin", "member", "viewer"].includes(value);
}
