import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import type { Permission } from "~/server/permissions";
import type { Standing } from "./standings.repository";

/** Writes what a member did to another, or to themselves, by a permission. */
export function recordAct(
  ctx: OrgContext,
  actor: Standing,
  act: { action: Permission; subject: string; before?: object; after?: object },
): Promise<void> {
  return recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: actor.role,
    requestId: ctx.requestId,
    ...act,
  });
}
