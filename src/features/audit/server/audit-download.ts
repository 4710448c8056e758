import { AppError } from "~/lib/app-error";
import { csvLine, csvPreamble } from "~/lib/csv";
import { csvResponse } from "~/lib/csv-response";
import { type Entrance, requireOrg } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import { assertCan } from "~/server/permissions";
import { AuditFilter, PlatformAuditFilter } from "../audit.schema";
import { type AuditLine, type AuditSource, findAudit } from "./audit.repository";
import { sourceOfOrg, sourceOfPlatform } from "./list-audit.service";

const pageSize = 500;
const columns = [
  "time",
  "number",
  "organisation",
  "actor",
  "actor_email",
  "role",
  "acting_as",
  "action",
  "subject",
  "before",
  "after",
  "reason",
  "address",
  "request_id",
  "hash",
];

/** The organisation's log as a file, for those who may read it. */
export function auditDownload(entrance: Entrance | null, given: Record<string, string>): Response {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const scope = requireOrg(entrance.org);
  assertCan(scope, "audit.read");
  const filter = AuditFilter.safeParse(given);
  if (!filter.success) throw new AppError("bad_input", "filter does not fit");
  const pieces = exportAudit((work) => scope.inOrg(work), sourceOfOrg(scope), filter.data);
  return csvResponse(pieces, `audit-${scope.org.slug}.csv`);
}

/** Everything's, for the superadmin. */
export function platformAuditDownload(entrance: Entrance | null, given: Record<string, string>): Response {
  if (entrance === null) throw new AppError("not_signed_in", "no valid session");
  const { user, backend } = entrance.user;
  if (!user.isSuperadmin) throw new AppError("forbidden", "not a superadmin", { details: { permission: "platform" } });
  const filter = PlatformAuditFilter.safeParse(given);
  if (!filter.success) throw new AppError("bad_input", "filter does not fit");
  const { orgId, ...rest } = filter.data;
  const pieces = exportAudit((work) => inPlatform(backend.database, work), sourceOfPlatform(orgId), rest);
  return csvResponse(pieces, "audit-platform.csv");
}

/**
 * The lines of a log as CSV, piece by piece, each read in a short transaction of its own.
 * @param reading runs one look into the database.
 */
async function* exportAudit(
  reading: <T>(work: (db: OrgDb) => Promise<T>) => Promise<T>,
  source: AuditSource,
  filter: AuditFilter,
): AsyncGenerator<string, void> {
  yield csvPreamble + csvLine(columns);
  let cursor: { at: string; id: string } | null = null;
  for (;;) {
    const wanted = { filter, cursor, limit: pageSize };
    const rows: AuditLine[] = await reading((db) => findAudit(db, source, wanted));
    const lines = rows.slice(0, pageSize);
    yield lines.map(lineOf).join("");
    const last = lines.at(-1);
    if (rows.length <= pageSize || last === undefined) return;
    cursor = { at: last.at.toISOString(), id: last.id };
  }
}

function lineOf(line: AuditLine): string {
  return csvLine([
    line.at.toISOString(),
    line.seq,
    line.org?.name ?? null,
    line.actor?.name ?? null,
    line.actor?.email ?? null,
    line.actorRole,
    line.actingAs?.email ?? null,
    line.action,
    line.subject,
    json(line.before),
    json(line.after),
    line.reason,
    line.address,
    line.requestId,
    line.hash,
  ]);
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
