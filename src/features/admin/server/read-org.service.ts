import type { EntryCursor, EntryFilter } from "~/features/credits/credits.schema";
import { listEntries } from "~/features/credits/server/list-entries.service";
import { listLots } from "~/features/credits/server/list-lots.service";
import { notFound } from "~/lib/app-error";
import type { PlatformContext } from "~/server/api/procedures";
import { findCharges } from "./charges.repository";
import { findOrg, findOrgMembers } from "./orgs.repository";

/** An organisation with its account, its lots and its people. Throws `not_found`. */
export async function readOrg({ db }: PlatformContext, orgId: string) {
  const org = await findOrg(db, orgId);
  if (org === null) throw notFound("organization");
  return { ...org, lots: await listLots(db, orgId), members: await findOrgMembers(db, orgId) };
}

export async function listOrgEntries(
  platform: PlatformContext,
  input: { orgId: string; filter: EntryFilter; cursor?: EntryCursor | null | undefined; limit: number },
) {
  const reader = await readerOf(platform, input.orgId);
  return listEntries(reader, { filter: input.filter, cursor: input.cursor ?? null, limit: input.limit });
}

export async function listOrgCharges(
  { db }: PlatformContext,
  input: { orgId: string; cursor?: { at: string; holdId: string } | null | undefined; limit: number },
) {
  const rows = await findCharges(db, input.orgId, { before: input.cursor ?? null, limit: input.limit + 1 });
  const charges = rows.slice(0, input.limit);
  const last = charges.at(-1);
  return { charges, next: rows.length > input.limit && last ? { at: last.at, holdId: last.holdId } : null };
}

/** The console reads everybody's entries, and nobody's conversations: titles are the members' own. */
async function readerOf({ db, userId }: PlatformContext, orgId: string) {
  const org = await findOrg(db, orgId);
  if (org === null) throw notFound("organization");
  return { db, orgId, timeZone: org.timeZone, viewerId: userId, onlyUserId: null };
}
