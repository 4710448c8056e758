import { enter } from "~/features/accounts/server/enter.service";
import { entriesDownload } from "~/features/credits/server/entries-download";
import { route } from "~/server/route-handler";

/** The entries as a CSV file: `?org=<slug>` and the filters of the page. */
export const GET = route(async ({ request, requestId, backend }) => {
  const { org, ...filter } = Object.fromEntries(new URL(request.url).searchParams);
  return entriesDownload(await enter(backend, request.headers, org ?? "", requestId), filter);
});
