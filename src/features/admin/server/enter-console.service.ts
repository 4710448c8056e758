import { enter } from "~/features/accounts/server/enter.service";
import { AppError } from "~/lib/app-error";
import type { UserScope } from "~/server/context";
import type { RouteRequest } from "~/server/route-handler";

/** The superadmin behind a request of the console's routes. */
export async function enterConsole({ backend, request, requestId }: RouteRequest): Promise<UserScope> {
  const entrance = await enter(backend, request.headers, null, requestId);
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  if (!entrance.user.user.isSuperadmin) {
    throw new AppError("forbidden", "not a superadmin", { details: { permission: "platform" } });
  }
  return entrance.user;
}
