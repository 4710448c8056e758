import { AppError } from "~/lib/app-error";
import { inOrgContext, type OrgScope } from "~/server/context";
import type { LeaveInput } from "../members.schema";
import { endMembership } from "./end-membership";
import { recordAct } from "./record-act";
import { assertNotLastOwner, standingOf } from "./standing";
import { tellMembership } from "./tell-membership";

/** Goes, as everybody may but the last owner (`last_owner`). Nobody leaves a personal organisation (`personal_org`). */
export async function leave(scope: OrgScope, { conversations }: LeaveInput): Promise<void> {
  if (scope.org.kind === "personal") throw new AppError("personal_org", "a personal organisation cannot be left");
  await inOrgContext(scope, async (ctx) => {
    const { actor } = await standingOf(ctx, "org.leave", ctx.userId);
    await assertNotLastOwner(ctx, actor);
    await endMembership(ctx, ctx.userId, conversations);
    await recordAct(ctx, actor, {
      action: "org.leave",
      subject: ctx.userId,
      before: { role: actor.role },
      after: { conversations },
    });
  });
  tellMembership(scope, scope.userId);
}
