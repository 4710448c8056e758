import { ConfirmEmailInput } from "~/features/accounts/accounts.schema";
import { confirmEmail } from "~/features/accounts/server/confirm-email.service";
import { withCookies } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const { token } = await readJson(request, ConfirmEmailInput, 10_000);
  return withCookies(await confirmEmail(backend, token, request.headers, requestId), []);
});
