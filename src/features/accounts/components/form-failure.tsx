"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Note } from "~/components/ui/note";
import type { KnownError } from "~/lib/client-error";

/** Why the server refused a form, with the id to quote where the fault is ours. */
export function FormFailure({ error, action }: { error: KnownError | null; action?: ReactNode }) {
  const t = useTranslations("errors");
  const common = useTranslations("common");
  if (!error) return null;
  const { reason } = error.details;
  const ours = error.code === "internal" || error.code === "unavailable";
  return (
    <Note tone="destructive" live="alert" action={action}>
      {t(error.code)}
      {error.code === "account_suspended" && typeof reason === "string" ? (
        <span className="mt-1 block break-words">{common("reason", { reason })}</span>
      ) : null}
      {ours && error.requestId ? (
        <span className="mt-1 block select-all font-mono">{common("requestId", { id: error.requestId })}</span>
      ) : null}
    </Note>
  );
}
