import { Check, Minus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Card, SectionTitle } from "~/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { managesRole, type Permission, permissions, type Role, roleHas, roles } from "~/server/permissions";
import { permissionGroups } from "../permission-groups";

/** The one table of permissions as it is in the code, a part for each kind of thing. */
export async function RoleTable({ own }: { own: Role }) {
  const [t, common] = await Promise.all([getTranslations("members"), getTranslations("common")]);
  const head = (label: string) => (
    <TableHeader>
      <TableRow>
        <TableHead className="w-full min-w-44">{label}</TableHead>
        {roles.map((role) => (
          <TableHead key={role} className="text-center" aria-current={role === own ? "true" : undefined}>
            {common(`role.${role}`)}
            {role === own ? <span className="block text-credit">{t("you")}</span> : null}
          </TableHead>
        ))}
      </TableRow>
    </TableHeader>
  );
  const mark = (role: Role, permission: Permission) => {
    const has = roleHas(role, permission);
    const Icon = has ? Check : Minus;
    return (
      <TableCell key={role} className="text-center">
        <Icon aria-hidden className={has ? "inline size-4 text-success" : "inline size-4 text-muted-foreground/60"} />
        <span className="sr-only">{t(has ? "roles.yes" : "roles.no")}</span>
      </TableCell>
    );
  };
  return (
    <>
      {permissionGroups.map((group) => (
        <section key={group} className="flex flex-col gap-2">
          <SectionTitle>{t(`roles.groups.${group}`)}</SectionTitle>
          <Card>
            <Table aria-label={t(`roles.groups.${group}`)}>
              {head(t("roles.permission"))}
              <TableBody>
                {permissions
                  .filter((permission) => permission.startsWith(`${group}.`))
                  .map((permission) => (
                    <TableRow key={permission}>
                      <TableCell className="w-full min-w-44 whitespace-normal py-2">{t(`can.${permission}`)}</TableCell>
                      {roles.map((role) => mark(role, permission))}
                    </TableRow>
                  ))}
                {group === "members" ? (
                  <TableRow>
                    <TableCell className="w-full min-w-44 whitespace-normal py-2">{t("roles.manages")}</TableCell>
                    {roles.map((role) => (
                      <TableCell key={role} className="whitespace-normal py-2 text-center text-xs">
                        {roles
                          .filter((other) => managesRole(role, other))
                          .map((other) => common(`role.${other}`))
                          .join(", ") || t("roles.nobody")}
                      </TableCell>
                    ))}
                  </TableRow>
                ) : null}
              </TableBody>
            </Table>
          </Card>
        </section>
      ))}
    </>
  );
}
