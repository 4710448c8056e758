"use client";

import { useLocale, useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Note } from "~/components/ui/note";
import { readClientError } from "~/lib/client-error";
import { namesOf } from "./names-of";

/** Why nobody was invited: for a limit which one, the numbers, who can fix it and when. */
export function InviteFailure({ error }: { error: unknown }) {
  const t = useTranslations("invitations.dialog");
  const errorText = useErrorText();
  const locale = useLocale();
  const { code, details } = readClientError(error);
  const figure = (name: string): number => (typeof details[name] === "number" ? details[name] : 0);
  const text =
    code === "seats_full"
      ? t("full", {
          used: figure("used"),
          allowed: figure("allowed"),
          wanted: figure("wanted"),
          owners: namesOf(details.owners, locale),
        })
      : code === "invitation_limit"
        ? t("day", {
            sent: figure("sent"),
            limit: figure("limit"),
            hours: Math.max(1, Math.ceil(figure("retryAfterSeconds") / 3_600)),
          })
        : errorText(error);
  return (
    <Note tone="warning" live="alert">
      {text}
    </Note>
  );
}
