import { enter, enterAgain } from "~/features/accounts/server/enter.service";
import { AppError } from "~/lib/app-error";
import { type Entrance, type OrgScope, requireOrg } from "~/server/context";
import { toAppError } from "~/server/database-errors";
import { logFailure } from "~/server/log-failure";
import { assertCan } from "~/server/permissions";
import type { RouteRequest } from "~/server/route-handler";
import { exportOrganization } from "./export-organization.service";

/**
 * The archive for whoever asks with the form of the settings: `?org=<slug>`. A browser that goes there is led back to the
 * form where it is refused, which says why; programs get the error as from every route.
 */
export async function exportDownload(incoming: RouteRequest): Promise<Response> {
  const { backend, request, requestId } = incoming;
  const slug = new URL(request.url).searchParams.get("org") ?? "";
  // The request itself may be gone by the time it is asked again.
  const headers = new Headers(request.headers);
  try {
    const scope = admitted(await enter(backend, headers, slug, requestId));
    const mayReadOn = async () => {
      const again = await enterAgain(backend, headers, slug, requestId).catch(unlessAway);
      if (again !== "away") admitted(again);
    };
    const { fileName, body } = await exportOrganization(scope, mayReadOn);
    return new Response(body, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (thrown) {
    if (headers.get("sec-fetch-mode") !== "navigate") throw thrown;
    const error = toAppError(thrown);
    logFailure(error, { requestId });
    const back = `/o/${encodeURIComponent(slug)}/settings/general?export=${error.code}#export`;
    return new Response(null, { status: 303, headers: { location: back, "cache-control": "no-store" } });
  }
}

/** A database that is away for a moment takes nobody's right. */
function unlessAway(error: unknown): "away" {
  if (toAppError(error).code === "unavailable") return "away";
  throw error;
}

function admitted(entrance: Entrance | null): OrgScope {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const scope = requireOrg(entrance.org);
  assertCan(scope, "org.export");
  return scope;
}
