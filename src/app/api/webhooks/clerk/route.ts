import { receiveAuthWebhook } from "~/features/accounts/server/receive-auth-webhook.service";
import { readBoundedText, route } from "~/server/route-handler";

export const POST = route(async ({ request, requestId, backend }) => {
  const body = await readBoundedText(request, 1_000_000);
  return Response.json(await receiveAuthWebhook(backend, "clerk", request.headers, body, requestId));
});
