import { ResetPasswordInput } from "~/features/accounts/accounts.schema";
import { resetPassword } from "~/features/accounts/server/reset-password.service";
import { signedInResponse } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const input = await readJson(request, ResetPasswordInput, 10_000);
  return signedInResponse(await resetPassword(backend, input, request.headers, requestId));
});
