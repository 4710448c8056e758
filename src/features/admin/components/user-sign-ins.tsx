"use client";

import { useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { Badge } from "~/components/ui/badge";
import type { UserDetail } from "./user-page";

/** How somebody comes in: by which provider, whether the address is proved there, how many sessions go on. */
export function UserSignIns({ user }: { user: UserDetail }) {
  const t = useTranslations("admin.user");
  if (user.signIns.length === 0) return <p className="px-4 py-6 text-muted-foreground text-sm">{t("noSignIns")}</p>;
  return (
    <>
      <ul>
        {user.signIns.map((signIn) => (
          <li key={signIn.provider} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 border-b px-4 py-2.5">
            <span className="font-medium">
              {signIn.provider === "embedded"
                ? t("embedded")
                : signIn.provider === "clerk"
                  ? t("clerk")
                  : signIn.provider}
            </span>
            <Badge tone={signIn.isVerified ? "success" : "neutral"}>
              {t(signIn.isVerified ? "verified" : "unverified")}
            </Badge>
            <span className="ml-auto text-muted-foreground text-xs">
              {t.rich("since", { day: () => <DateTime date={signIn.createdAt} style="dayYear" /> })}
            </span>
          </li>
        ))}
      </ul>
      <p className="px-4 py-2.5 text-muted-foreground text-sm">
        {user.sessions === null ? t("sessionsUnknown") : t("sessions", { count: user.sessions })}
      </p>
    </>
  );
}
