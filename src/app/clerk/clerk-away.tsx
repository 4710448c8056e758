"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";

/** Clerk's script did not come: offline, blocked, or Clerk is down. */
export function ClerkAway() {
  const t = useTranslations("clerk");
  return (
    <Note
      tone="destructive"
      live="alert"
      title={t("failedTitle")}
      action={
        <Button size="sm" onClick={() => window.location.reload()}>
          {t("retry")}
        </Button>
      }
    >
      {t("failed")}
    </Note>
  );
}
