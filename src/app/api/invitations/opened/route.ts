import { enter } from "~/features/accounts/server/enter.service";
import { OpenedInput } from "~/features/invitations/invitations.schema";
import { noteOpened } from "~/features/invitations/server/note-opened.service";
import { readJson, route } from "~/server/route-handler";

/** The page of an invitation says that it runs in somebody's browser. Known and unknown tokens are answered alike. */
export const POST = route(async ({ request, requestId, backend }) => {
  const { token } = await readJson(request, OpenedInput, 1_000);
  const entrance = await enter(backend, request.headers, null, requestId).catch(() => null);
  await noteOpened(backend, entrance?.user ?? null, token);
  return Response.json({}, { headers: { "cache-control": "no-store" } });
});
