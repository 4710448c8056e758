import { enter, enterAgain } from "~/features/accounts/server/enter.service";
import { AppError } from "~/lib/app-error";
import { type Entrance, type OrgScope, requireOrg } from "~/server/context";
import { assertCan, type Permission } from "~/server/permissions";
import type { RouteRequest } from "~/server/route-handler";

/** The member behind a request of the chat's routes, in the organisation that its header names. */
export async function enterChat(
  { backend, request, requestId }: RouteRequest,
  permission: Permission,
): Promise<OrgScope> {
  return admitted(await enter(backend, request.headers, request.headers.get("x-org"), requestId), permission);
}

/** Asked again while a stream is open: a session that ended, a removal and a lowered role count at once. */
export function stillReading(incoming: RouteRequest): () => Promise<void> {
  const { backend, requestId } = incoming;
  // The request itself may be gone by then.
  const headers = new Headers(incoming.request.headers);
  return async () => {
    try {
      admitted(await enterAgain(backend, headers, headers.get("x-org"), requestId), "chat.read");
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not_signed_in") throw error;
      throw new AppError("session_expired", "the session ended in the middle of a stream");
    }
  };
}

function admitted(entrance: Entrance | null, permission: Permission): OrgScope {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const scope = requireOrg(entrance.org);
  assertCan(scope, permission);
  return scope;
}
