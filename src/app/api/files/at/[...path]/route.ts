import { notFound } from "~/lib/app-error";
import { route } from "~/server/route-handler";

/** Where the files adapter's own links lead, and its vendor's reports. The signature in the address or header lets in. */
const handle = route<{ path: string[] }>(async ({ request, backend }) => {
  const response = await backend.ports.files.handle?.(request);
  if (response === undefined) throw notFound("link");
  return response;
});

export { handle as GET, handle as POST, handle as PUT };
