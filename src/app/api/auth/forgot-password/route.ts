import { ForgotPasswordInput } from "~/features/accounts/accounts.schema";
import { requestPasswordReset } from "~/features/accounts/server/request-password-reset.service";
import { withCookies } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, backend }) => {
  const { email } = await readJson(request, ForgotPasswordInput, 10_000);
  await requestPasswordReset(backend, email, request.headers);
  return withCookies({ ok: true }, []);
});
