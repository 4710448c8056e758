import { safeFileHeaders } from "~/adapters/files/safe-file-headers";
import { AppError } from "~/lib/app-error";
import { type OrgScope, requireOrg, type UserScope } from "~/server/context";
import { findReadyFile, openFound } from "./open-file.service";

/** Pictures were drawn anew when they came, so a page may show them; everything else is saved. */
const shown = ["image/png", "image/jpeg", "image/webp"];

/**
 * The answer that carries a file, for whoever may see it: in the organisation that is named, or, where none is, their own.
 * @param entrance who asks; null without a session.
 */
export async function fileResponse(
  entrance: { user: UserScope; org: OrgScope | null } | null,
  asked: { fileId: string; org: string | null; isDownload: boolean; ifNoneMatch: string | null },
): Promise<Response> {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const scope = asked.org === null ? entrance.user : requireOrg(entrance.org);
  const file = await findReadyFile(scope, asked.fileId);
  const etag = `"${file.sha256}"`;
  // Kept by the browser and asked for each time: whoever loses the right to it loses it with the next request.
  const kept = { "cache-control": "private, no-cache", etag };
  if (isAmong(asked.ifNoneMatch, etag)) return new Response(null, { status: 304, headers: kept });
  const { contentType, size, name, body } = await openFound(scope, file);
  const disposition = shown.includes(contentType) && !asked.isDownload ? "inline" : "attachment";
  const headers = safeFileHeaders({ contentType, size, fileName: name, disposition });
  for (const [header, value] of Object.entries(kept)) headers.set(header, value);
  return new Response(body, { headers });
}

function isAmong(ifNoneMatch: string | null, etag: string): boolean {
  const known = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}
