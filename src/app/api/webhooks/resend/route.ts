import { receiveMailWebhook } from "~/features/mail/server/receive-webhook.service";
import { readBoundedText, route } from "~/server/route-handler";

export const POST = route(async ({ request, backend }) => {
  const body = await readBoundedText(request, 200_000);
  await receiveMailWebhook(backend, request.headers, body);
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
});
