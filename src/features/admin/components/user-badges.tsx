"use client";

import { useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";

/** What somebody is on the platform, and what stands in their way. */
export function UserBadges(props: { user: { isSuperadmin: boolean; suspendedAt: Date | null }; isVerified: boolean }) {
  const t = useTranslations("admin.users");
  return (
    <>
      {props.user.isSuperadmin ? <Badge tone="outline">{t("superadmin")}</Badge> : null}
      {props.user.suspendedAt !== null ? <Badge tone="destructive">{t("suspended")}</Badge> : null}
      {props.isVerified ? null : <Badge>{t("unverified")}</Badge>}
    </>
  );
}
