"use client";

import { useLocale, useTranslations } from "next-intl";
import type { KnownError } from "~/lib/client-error";
import { formatBytes } from "~/lib/format-bytes";
import type { Attachment } from "../../attachments";

const reasons = [
  "empty",
  "not_as_announced",
  "unknown_content",
  "broken_image",
  "too_many_pixels",
  "not_text",
  "broken_pdf",
  "encrypted_pdf",
  "too_many_pages",
  "locked",
  "broken",
  "too_long",
  "too_complex",
] as const;

/** Files in words: what one is, and why one is not attached. */
export function useFileWords() {
  const t = useTranslations("chat.attachments");
  const errors = useTranslations("errors");
  const locale = useLocale();

  /** "PDF, 3 pages, 120 kB" */
  function about(file: Attachment): string {
    const parts = [t(`kind.${file.kind}`)];
    if (file.width !== null && file.height !== null)
      parts.push(t("pixels", { width: file.width, height: file.height }));
    if (file.pages !== null) parts.push(t("pages", { count: file.pages }));
    if (file.kind === "pdf" && file.textTokens === 0) parts.push(t("noText"));
    return [...parts, formatBytes(file.size, locale)].join(", ");
  }

  function problem({ code, details }: KnownError): string {
    const reason = reasons.find((known) => known === details.reason);
    if (reason !== undefined) return t(`reason.${reason}`);
    if (code === "file_too_large" && typeof details.size === "number" && typeof details.allowed === "number") {
      const [size, limit] = [formatBytes(details.size, locale), formatBytes(details.allowed, locale)];
      return t("reason.tooLarge", { size, limit });
    }
    if (code === "file_type") return t("reason.type");
    return code === "not_found" ? t("reason.gone") : errors(code);
  }

  return { about, problem, size: (bytes: number) => formatBytes(bytes, locale) };
}
