import { actingCookie } from "~/features/accounts/server/acting-cookie";
import { withCookies } from "~/features/accounts/server/signed-in-response";
import { enterConsole } from "~/features/admin/server/enter-console.service";
import { startActing } from "~/features/admin/server/start-acting.service";
import { ActAsInput } from "~/features/admin/users.schema";
import { readJson, route } from "~/server/route-handler";

/** Begins to act for a member; the secret goes into a cookie that no script reads. */
export const POST = route(async (incoming) => {
  const scope = await enterConsole(incoming);
  const { token, slug, expiresAt, seconds } = await startActing(
    scope,
    await readJson(incoming.request, ActAsInput, 10_000),
  );
  const cookie = actingCookie(incoming.backend.settings.appUrl, token, seconds);
  return withCookies({ redirectTo: `/o/${slug}/chat`, expiresAt }, [cookie]);
});
