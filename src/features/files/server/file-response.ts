import { safeFileHeaders } from "~/adapters/files/safe-file-headers";
import { AppError } from "~/lib/app-error";
import { type OrgScope, requireOrg, type UserScope } from "~/server/context";
import { openFile } from "./open-file.service";

/** Pictures were drawn anew when they came, so a page may show them; everything else is saved. */
const shown = ["image/png", "image/jpeg", "image/webp"];
const cachedSeconds = 300;

/**
 * The answer that carries a file, for whoever may see it: in the organisation that is named, or, where none is, their own.
 * @param entrance who asks; null without a session.
 */
export async function fileResponse(
  entrance: { user: UserScope; org: OrgScope | null } | null,
  asked: { fileId: string; org: string | null; isDownload: boolean },
): Promise<Response> {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const scope = asked.org === null ? entrance.user : requireOrg(entrance.org);
  const { contentType, size, name, body } = await openFile(scope, asked.fileId);
  const disposition = shown.includes(contentType) && !asked.isDownload ? "inline" : "attachment";
  const headers = safeFileHeaders({ contentType, size, fileName: name, disposition });
  // What lies under one id never changes; whoever loses the right loses it within this time.
  headers.set("cache-control", `private, max-age=${cachedSeconds}`);
  return new Response(body, { headers });
}
