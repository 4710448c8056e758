import { ChangeEmailInput } from "~/features/accounts/accounts.schema";
import { requestEmailChange } from "~/features/accounts/server/request-email-change.service";
import { withCookies } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const input = await readJson(request, ChangeEmailInput, 10_000);
  await requestEmailChange(backend, input, request.headers, requestId);
  return withCookies({ ok: true }, []);
});
