import { AppError } from "~/lib/app-error";
import { csvResponse } from "~/lib/csv-response";
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
  return csvResponse(exportEntries(scope, filter.data), fileName(scope, filter.data));
}

function fileName(scope: OrgScope, filter: EntryFilter): string {
  const span = [filter.from, filter.to].filter((day) => day !== null && day !== undefined).join("-to-");
  return `${["credits", scope.org.slug, span].filter((part) => part !== "").join("-")}.csv`;
}
