import { ChangePasswordInput } from "~/features/accounts/accounts.schema";
import { changePassword } from "~/features/accounts/server/change-password.service";
import { withCookies } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const input = await readJson(request, ChangePasswordInput, 10_000);
  const { setCookie } = await changePassword(backend, input, request.headers, requestId);
  return withCookies({ ok: true }, setCookie);
});
