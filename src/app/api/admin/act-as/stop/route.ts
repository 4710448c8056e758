import { actingCookie } from "~/features/accounts/server/acting-cookie";
import { withCookies } from "~/features/accounts/server/signed-in-response";
import { enterConsole } from "~/features/admin/server/enter-console.service";
import { stopActing } from "~/features/admin/server/stop-acting.service";
import { route } from "~/server/route-handler";

export const POST = route(async (incoming) => {
  const { orgId } = await stopActing(await enterConsole(incoming));
  const redirectTo = orgId === null ? "/admin/orgs" : `/admin/orgs/${orgId}`;
  return withCookies({ redirectTo }, [actingCookie(incoming.backend.settings.appUrl, null, 0)]);
});
