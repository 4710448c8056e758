"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { OrgAvatar } from "~/components/ui/avatar";
import type { UserDetail } from "./user-page";

/** Where somebody is a member, as what, and when they were last there. */
export function UserOrgs({ orgs }: { orgs: UserDetail["orgs"] }) {
  const t = useTranslations("admin.user");
  const common = useTranslations("common");
  if (orgs.length === 0) return <p className="px-4 py-6 text-muted-foreground text-sm">{t("noOrgs")}</p>;
  return (
    <ul>
      {orgs.map((org) => (
        <li key={org.id} className="border-b last:border-b-0">
          <Link
            href={`/admin/orgs/${org.id}`}
            className="flex items-center gap-2.5 px-4 py-2.5 transition-colors hover:bg-accent focus-visible:-outline-offset-2"
          >
            <OrgAvatar name={org.name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{org.name}</span>
              <span className="block truncate text-muted-foreground text-xs">
                {t.rich("joined", {
                  role: common(`role.${org.role}`),
                  day: () => <DateTime date={org.joinedAt} style="dayYear" />,
                })}
              </span>
            </span>
            <span className="text-muted-foreground text-xs">
              {org.lastActiveAt === null ? t("never") : <RelativeTime date={org.lastActiveAt} />}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
