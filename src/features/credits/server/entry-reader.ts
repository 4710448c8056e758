import type { OrgContext } from "~/server/context";
import { roleHas } from "~/server/permissions";
import type { EntryReader } from "./entries.repository";

/** What a member may read: everything where their role says so, otherwise what they used themselves. */
export function entryReader(ctx: OrgContext): EntryReader {
  return {
    db: ctx.db,
    orgId: ctx.orgId,
    timeZone: ctx.org.timeZone,
    viewerId: ctx.userId,
    onlyUserId: roleHas(ctx.role, "credits.read_all") ? null : ctx.userId,
  };
}
