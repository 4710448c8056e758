import { enter } from "~/features/accounts/server/enter.service";
import { FileIdInput } from "~/features/files/files.schema";
import { fileResponse } from "~/features/files/server/file-response";
import { notFound } from "~/lib/app-error";
import { route } from "~/server/route-handler";

/** A file for whoever may see it: `?org=<slug>` where it belongs to one, `&download=1` to save a picture. */
export const GET = route<{ fileId: string }>(async ({ request, requestId, backend }, params) => {
  const query = new URL(request.url).searchParams;
  const org = query.get("org");
  const entrance = await enter(backend, request.headers, org, requestId);
  const known = FileIdInput.safeParse(params);
  if (entrance !== null && !known.success) throw notFound("file");
  return fileResponse(entrance, {
    fileId: known.data?.fileId ?? "",
    org,
    isDownload: query.has("download"),
    ifNoneMatch: request.headers.get("if-none-match"),
  });
});
