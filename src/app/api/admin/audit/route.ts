import { enter } from "~/features/accounts/server/enter.service";
import { platformAuditDownload } from "~/features/audit/server/audit-download";
import { route } from "~/server/route-handler";

/** The audit log of everything as a CSV file, with the filters of the console's page. */
export const GET = route(async ({ request, requestId, backend }) =>
  platformAuditDownload(
    await enter(backend, request.headers, null, requestId),
    Object.fromEntries(new URL(request.url).searchParams),
  ),
);
