import { FileIdInput } from "~/features/files/files.schema";
import { openLogo } from "~/features/files/server/open-logo.service";
import { notFound } from "~/lib/app-error";
import { route } from "~/server/route-handler";

/** An organisation's logo for its mails: public, since programs that show mails have no session. */
export const GET = route<{ fileId: string }>(async ({ backend }, params) => {
  const known = FileIdInput.safeParse(params);
  if (!known.success) throw notFound("file");
  return new Response(await openLogo(backend, known.data.fileId), {
    headers: {
      "content-type": "image/png",
      // Another logo has another address; one that was taken away is gone from the copies within a day.
      "cache-control": "public, max-age=86400",
      "content-security-policy": "default-src 'none'",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    },
  });
});
