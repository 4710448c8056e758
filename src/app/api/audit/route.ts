import { enter } from "~/features/accounts/server/enter.service";
import { auditDownload } from "~/features/audit/server/audit-download";
import { route } from "~/server/route-handler";

/** The audit log as a CSV file: `?org=<slug>` and the filters of the page. */
export const GET = route(async ({ request, requestId, backend }) => {
  const { org, ...filter } = Object.fromEntries(new URL(request.url).searchParams);
  return auditDownload(await enter(backend, request.headers, org ?? "", requestId), filter);
});
