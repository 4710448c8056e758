import { AppError } from "~/lib/app-error";
import { type OrgScope, requireOrg } from "~/server/context";
import { assertCan } from "~/server/permissions";
import { EntryFilter } from "../credits.schema";
import { exportEntries } from "./export-entries.service";

/** The file for whoever entered: everything for those who see all, their own use for members. */
export function entriesDownload(entrance: { org: OrgScope | null } | null, given: Record<string, string>): Response {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const scope = requireOrg(entrance.org);
  assertCan(scope, "credits.read_own");
  const filter = EntryFilter.safeParse(given);
  if (!filter.success) throw new AppError("bad_input", "filter does not fit");
  return new Response(streamOf(exportEntries(scope, filter.data)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName(scope, filter.data)}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function fileName(scope: OrgScope, filter: EntryFilter): string {
  const span = [filter.from, filter.to].filter((day) => day !== null && day !== undefined).join("-to-");
  return `${["credits", scope.org.slug, span].filter((part) => part !== "").join("-")}.csv`;
}

/** Pulled piece by piece, so that a slow reader holds nothing but the piece at hand. */
function streamOf(pieces: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
