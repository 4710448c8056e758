import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import type { UpdateOrganizationInput } from "../organizations.schema";
import { lockOrganization, type OrgFields, updateOrganization as update } from "./organizations.repository";

/** Changes what is named and differs. A personal organisation may become a team, never the other way round. */
export async function updateOrganization(ctx: OrgContext, input: UpdateOrganizationInput): Promise<void> {
  const before = await lockOrganization(ctx.db, ctx.orgId);
  const after = changesOf(before, input);
  if (Object.keys(after).length === 0) return;
  await update(ctx.db, ctx.orgId, after);
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "org.update",
    subject: ctx.orgId,
    before: Object.fromEntries(Object.entries(before).filter(([field]) => field in after)),
    after,
    requestId: ctx.requestId,
  });
}

function changesOf(before: OrgFields, wanted: UpdateOrganizationInput): Partial<OrgFields> {
  const known: Record<string, string> = before;
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== undefined && value !== known[field]),
  );
}
