"use client";

import { useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { Note } from "~/components/ui/note";
import type { OrgAccount } from "./org-page";

/** Why nothing is spent here: a suspension with its reason, a coming deletion. */
export function OrgStateNotes({ org }: { org: OrgAccount }) {
  const t = useTranslations("admin.org");
  const { suspendedAt, suspendedReason, deleteAfter, timeZone } = org;
  return (
    <>
      {suspendedAt === null ? null : (
        <Note tone="destructive" title={t("suspendedTitle")}>
          {t.rich("suspendedText", {
            reason: suspendedReason ?? "",
            since: () => <DateTime date={suspendedAt} timeZone={timeZone} />,
          })}
        </Note>
      )}
      {deleteAfter === null ? null : (
        <Note tone="warning" title={t("deletingTitle")}>
          {t.rich("deletingText", { when: () => <DateTime date={deleteAfter} timeZone={timeZone} /> })}
        </Note>
      )}
    </>
  );
}
