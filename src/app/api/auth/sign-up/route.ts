import { SignUpInput } from "~/features/accounts/accounts.schema";
import { signUp } from "~/features/accounts/server/sign-up.service";
import { signedInResponse } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const input = await readJson(request, SignUpInput, 10_000);
  return signedInResponse(await signUp(backend, input, request.headers, requestId));
});
