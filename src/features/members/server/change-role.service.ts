import { inOrgContext, type OrgScope } from "~/server/context";
import type { ChangeRoleInput } from "../members.schema";
import { recordAct } from "./record-act";
import { assertManages, assertNotLastOwner, standingOf } from "./standing";
import { updateRole } from "./standings.repository";
import { tellMembership } from "./tell-membership";
import { voidTransfersOf } from "./transfers.repository";

/**
 * Gives a member another role: to whom and which, the actor's own role says. It holds from their next request. Throws
 * `last_owner` where nobody would be owner.
 */
export async function changeRole(scope: OrgScope, { userId, role }: ChangeRoleInput): Promise<void> {
  const isChanged = await inOrgContext(scope, async (ctx) => {
    const { actor, subject } = await standingOf(ctx, "members.update", userId);
    assertManages(actor, subject.role, role);
    if (subject.role === role) return false;
    await assertNotLastOwner(ctx, subject);
    await updateRole(ctx, userId, role);
    // What an owner has offered is no longer theirs to give, and nobody is offered what they have.
    if (subject.role === "owner" || role === "owner") await voidTransfersOf(ctx, userId);
    await recordAct(ctx, actor, {
      action: "members.update",
      subject: userId,
      before: { role: subject.role },
      after: { role },
    });
    return true;
  });
  if (isChanged) tellMembership(scope, userId);
}
