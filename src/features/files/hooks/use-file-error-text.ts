"use client";

import { useLocale, useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { readClientError } from "~/lib/client-error";
import { formatBytes } from "~/lib/format-bytes";
import { endingOf } from "../content-type";
import type { NameProblem } from "../file-name";
import type { Refusal } from "../files.errors";

const nameProblems: readonly NameProblem[] = ["empty", "too_long", "path", "control_character", "direction_mark"];
const refusals: readonly Refusal[] = [
  "empty",
  "not_as_announced",
  "unknown_content",
  "broken_image",
  "too_many_pixels",
  "not_text",
  "broken_pdf",
  "encrypted_pdf",
  "too_many_pages",
  "too_complex",
];

/** The reader's words for why a file was not taken: with its size and the limit, the kinds that are taken, what to do. */
export function useFileErrorText(): (thrown: unknown) => string {
  const t = useTranslations("files.error");
  const locale = useLocale();
  const otherwise = useErrorText();
  const bytes = (value: unknown) => formatBytes(numberIn(value), locale);

  return (thrown) => {
    const { code, details } = readClientError(thrown);
    if (code === "file_name") {
      const problem = nameProblems.find((known) => known === details.problem);
      if (problem) return t(`name.${problem}`, { max: numberIn(details.maxLength) });
    }
    if (code === "file_type" && Array.isArray(details.allowed)) return t("type", { list: namesOf(details.allowed) });
    if (code === "file_too_large" && details.allowed !== undefined) {
      const allowed = bytes(details.allowed);
      return details.size === undefined
        ? t("tooLargeFor", { allowed })
        : t("tooLarge", { size: bytes(details.size), allowed });
    }
    if (code === "storage_quota") {
      const numbers = { used: bytes(details.used), allowed: bytes(details.allowed) };
      return details.limit === "person" ? t("quotaPerson", numbers) : t("quotaOrg", numbers);
    }
    if (code === "file_refused") {
      const reason = refusals.find((known) => known === details.reason);
      if (reason) return t(`refused.${reason}`, { pages: numberIn(details.pages), allowed: numberIn(details.allowed) });
    }
    return otherwise(thrown);
  };
}

function numberIn(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function namesOf(types: readonly unknown[]): string {
  return types.flatMap((type) => (typeof type === "string" ? (endingOf(type)?.toUpperCase() ?? []) : [])).join(", ");
}
