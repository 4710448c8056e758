import { inOrgContext, type OrgScope } from "~/server/context";
import type { ChangeLimitInput } from "../members.schema";
import { recordAct } from "./record-act";
import { assertManages, standingOf } from "./standing";
import { updateLimit } from "./standings.repository";
import { tellMembership } from "./tell-membership";

/** Says how many tokens a member may use in a month; 0 takes the limit away. The gate refuses what goes beyond. */
export async function changeLimit(scope: OrgScope, input: ChangeLimitInput): Promise<void> {
  const { userId } = input;
  const tokensPerMonth = input.tokensPerMonth === 0 ? null : BigInt(input.tokensPerMonth);
  const isChanged = await inOrgContext(scope, async (ctx) => {
    const { actor, subject } = await standingOf(ctx, "members.update", userId);
    assertManages(actor, subject.role);
    if (subject.tokensPerMonth === tokensPerMonth) return false;
    await updateLimit(ctx, userId, tokensPerMonth);
    await recordAct(ctx, actor, {
      action: "members.update",
      subject: userId,
      before: { tokensPerMonth: subject.tokensPerMonth },
      after: { tokensPerMonth },
    });
    return true;
  });
  if (isChanged) tellMembership(scope, userId);
}
