import { Check, Minus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card, SectionTitle } from "~/components/ui/card";
import { DataList } from "~/components/ui/data-list";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { Role } from "~/server/permissions";
import { memberRoles } from "../member-roles";
import { managedRoles, type PermissionGroup, permissionGroups, permissionsOfGroup } from "../permission-groups";

type Line = { key: string; text: string; cells: { role: Role; mark: ReactNode }[]; summary: string };

/** The one table of permissions as it is in the code, a part for each kind of thing. On a phone, who may in words. */
export async function RoleTable({ own }: { own: Role }) {
  const [t, common] = await Promise.all([getTranslations("members"), getTranslations("common")]);
  const namesOf = (some: readonly Role[]) => some.map((role) => common(`role.${role}`)).join(", ");
  const linesOf = (group: PermissionGroup): Line[] =>
    permissionsOfGroup(group).map(({ permission, holders }) => ({
      key: permission,
      text: t(`can.${permission}`),
      cells: memberRoles.map((role) => ({ role, mark: <Mark has={holders.includes(role)} words={t} /> })),
      summary: namesOf(holders),
    }));
  const managing = managedRoles().map(({ role, others }) => {
    const whom = namesOf(others) || t("roles.nobody");
    return { role, mark: others.length === memberRoles.length ? t("roles.everybody") : whom };
  });
  const managed: Line = {
    key: "manages",
    text: t("roles.manages"),
    cells: managing,
    summary: managing.map(({ role, mark }) => `${common(`role.${role}`)}: ${mark}`).join("; "),
  };
  return permissionGroups.map((group) => {
    const lines = [...linesOf(group), ...(group === "members" ? [managed] : [])];
    return (
      <section key={group} className="flex flex-col gap-2">
        <SectionTitle>{t(`roles.groups.${group}`)}</SectionTitle>
        <Card>
          <div className="max-md:hidden">
            <Table aria-label={t(`roles.groups.${group}`)}>
              <TableHeader>
                <TableRow>
                  <TableHead className="w-full">{t("roles.permission")}</TableHead>
                  {memberRoles.map((role) => (
                    <TableHead key={role} className="min-w-34 text-center">
                      {common(`role.${role}`)}
                      {role === own ? <span className="text-credit"> · {t("you")}</span> : null}
                    </TableHead>
                  ))}
                </TableRow>
              </TableHeader>
              <TableBody>
                {lines.map((line) => (
                  <TableRow key={line.key}>
                    <TableCell className="w-full whitespace-normal py-2">{line.text}</TableCell>
                    {line.cells.map(({ role, mark }) => (
                      <TableCell key={role} className="whitespace-normal text-center text-xs">
                        {mark}
                      </TableCell>
                    ))}
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </div>
          <DataList className="md:hidden">
            {lines.map((line) => (
              <li key={line.key} className="border-b px-4 py-2.5 last:border-b-0">
                <span className="block text-sm">{line.text}</span>
                <span className="block text-muted-foreground text-xs">{line.summary}</span>
              </li>
            ))}
          </DataList>
        </Card>
      </section>
    );
  });
}

function Mark({ has, words }: { has: boolean; words: (key: "roles.yes" | "roles.no") => string }) {
  const Icon = has ? Check : Minus;
  return (
    <>
      <Icon aria-hidden className={has ? "inline size-4 text-success" : "inline size-4 text-muted-foreground/60"} />
      <span className="sr-only">{words(has ? "roles.yes" : "roles.no")}</span>
    </>
  );
}
