"use client";

import { useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import type { UserDetail } from "./user-page";

/** The newest lines of the audit log by this person or about them. */
export function UserLog({ acts }: { acts: UserDetail["acts"] }) {
  const t = useTranslations("admin.user");
  if (acts.length === 0) return <p className="px-4 py-6 text-muted-foreground text-sm">{t("noActs")}</p>;
  return (
    <ul>
      {acts.map((act) => (
        <li key={act.id} className="flex flex-wrap gap-x-3 gap-y-0.5 border-b px-4 py-2.5 text-sm last:border-b-0">
          <code className="font-mono text-xs leading-5">{act.action}</code>
          <span className="min-w-0 flex-1 basis-48">
            <span className="block break-words">
              {act.actingAsName === null
                ? (act.actorName ?? t("system"))
                : t("actorAs", { actor: act.actorName ?? t("system"), member: act.actingAsName })}
              {act.orgName === null ? null : <span className="text-muted-foreground"> · {act.orgName}</span>}
            </span>
            {act.reason === null ? null : (
              <span className="block break-words text-muted-foreground text-xs">{act.reason}</span>
            )}
          </span>
          <DateTime date={act.at} className="text-muted-foreground text-xs leading-5" />
        </li>
      ))}
    </ul>
  );
}
