"use client";

import { useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";

/** What an organisation is, and what stands in its way. */
export function OrgBadges(props: {
  org: { kind: "personal" | "team"; status: string | null; suspendedAt: Date | null; deleteAfter: Date | null };
}) {
  const t = useTranslations("admin.orgs");
  const { kind, status, suspendedAt, deleteAfter } = props.org;
  return (
    <>
      {kind === "personal" ? <Badge tone="outline">{t("personal")}</Badge> : null}
      {suspendedAt !== null ? <Badge tone="destructive">{t("suspended")}</Badge> : null}
      {deleteAfter !== null ? <Badge tone="warning">{t("deleting")}</Badge> : null}
      {status === "frozen" && suspendedAt === null && deleteAfter === null ? (
        <Badge tone="destructive">{t("frozen")}</Badge>
      ) : null}
    </>
  );
}
