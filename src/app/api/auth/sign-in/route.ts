import { SignInInput } from "~/features/accounts/accounts.schema";
import { signIn } from "~/features/accounts/server/sign-up.service";
import { signedInResponse } from "~/features/accounts/server/signed-in-response";
import { readJson, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const input = await readJson(request, SignInInput, 10_000);
  return signedInResponse(await signIn(backend, input, request.headers, requestId));
});
