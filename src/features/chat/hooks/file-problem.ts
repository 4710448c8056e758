import { announcedType } from "~/features/files/content-type";
import { maxBytesOf, typesOf } from "~/features/files/file-limits";
import type { KnownError } from "~/lib/client-error";

/** What browsers are asked to offer; endings beside types, because not every system knows Markdown. */
export const acceptedFiles = [...typesOf("chat_attachment"), ...typesOf("audio"), ".md", ".markdown", ".txt"].join(",");

/** Why a file cannot be attached, as the server would say it, before a byte is sent; null when nothing speaks against it. */
export function fileProblem(file: { name: string; type: string; size: number }): KnownError | null {
  const contentType = announcedType(file.type, file.name);
  const allowed =
    maxBytesOf("chat_attachment", contentType) ??
    (contentType.startsWith("audio/") ? maxBytesOf("audio", contentType) : null);
  if (allowed === null) return problem("file_type", { contentType });
  if (file.size > allowed) return problem("file_too_large", { size: file.size, allowed });
  return file.size === 0 ? problem("file_refused", { reason: "empty" }) : null;
}

function problem(code: KnownError["code"], details: KnownError["details"]): KnownError {
  return { code, details, requestId: null, fields: {} };
}
