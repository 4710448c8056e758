import { AppError } from "~/lib/app-error";
import { inOrgContext, type OrgScope } from "~/server/context";
import type { RemoveMemberInput } from "../members.schema";
import { endMembership } from "./end-membership";
import { recordAct } from "./record-act";
import { assertManages, assertNotLastOwner, standingOf } from "./standing";
import { tellMembership } from "./tell-membership";

/**
 * Takes a member out of the organisation. It holds from their next request, and what is being written for them ends
 * within moments. What they had is kept until they return, or deleted in the background; what it cost stays.
 */
export async function removeMember(scope: OrgScope, input: RemoveMemberInput): Promise<void> {
  const { userId, conversations } = input;
  // Going by oneself is another right, with rules of its own.
  if (userId === scope.userId) throw new AppError("bad_input", "nobody removes themselves: see leave");
  await inOrgContext(scope, async (ctx) => {
    const { actor, subject } = await standingOf(ctx, "members.remove", userId);
    assertManages(actor, subject.role);
    await assertNotLastOwner(ctx, subject);
    await endMembership(ctx, userId, conversations);
    await recordAct(ctx, actor, {
      action: "members.remove",
      subject: userId,
      before: { role: subject.role },
      after: { conversations },
    });
  });
  tellMembership(scope, userId);
}
