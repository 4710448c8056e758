import { withCookies } from "~/features/accounts/server/signed-in-response";
import { route } from "~/server/route-handler";

export const POST = route(async ({ request, backend }) => {
  const { setCookie } = await backend.ports.auth.signOut(request.headers);
  return withCookies({ ok: true }, setCookie);
});
