import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { assertCan, type Role } from "~/server/permissions";
import { type DeletionState, lockDeletion } from "./deletion.repository";

type Standing = DeletionState & { role: Role };

/**
 * Where the organisation is on its way out, held until the transaction ends, for whoever may decide about it now: the
 * role that the request came with may have been taken since.
 */
export async function deletionOf(ctx: OrgContext): Promise<Standing> {
  const found = await lockDeletion(ctx);
  if (found === null || found.role === null) throw notFound("organization");
  assertCan({ role: found.role, key: ctx.key, acting: ctx.acting }, "org.delete");
  return { ...found, role: found.role };
}

export function recordDeletion(ctx: OrgContext, before: Standing, after: Date | null): Promise<void> {
  return recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: before.role,
    action: "org.delete",
    subject: ctx.orgId,
    before: { deleteAfter: before.deleteAfter },
    after: { deleteAfter: after },
    requestId: ctx.requestId,
  });
}
