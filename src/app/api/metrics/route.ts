import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "~/env";
import { readFigures } from "~/features/admin/server/read-figures.service";
import { AppError, notFound } from "~/lib/app-error";
import { route } from "~/server/route-handler";
import { meters } from "~/server/telemetry/metrics";

export const dynamic = "force-dynamic";

/** Prometheus's text format, for whoever has the token. Without one configured, there is no such address. */
export const GET = route(async ({ request, backend }) => {
  const token = env().METRICS_TOKEN;
  const counted = meters();
  if (token === undefined || counted === undefined) throw notFound("route");
  if (!isSame(request.headers.get("authorization") ?? "", `Bearer ${token}`)) {
    throw new AppError("not_signed_in", "the token of the metrics is missing or wrong");
  }
  return new Response(await counted.text(await readFigures(backend)), {
    headers: { "content-type": counted.contentType, "cache-control": "no-store" },
  });
});

/** Takes the same time whatever is given, its length included. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
