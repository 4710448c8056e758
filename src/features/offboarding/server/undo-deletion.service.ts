import { AppError } from "~/lib/app-error";
import { inOrgContext, type OrgScope } from "~/server/context";
import { unmarkDeletion } from "./deletion.repository";
import { deletionOf, recordDeletion } from "./deletion-standing";

/** Keeps the organisation after all, and lets it spend again. Throws `deletion_over` once its day has come. */
export async function undoDeletion(scope: OrgScope): Promise<void> {
  await inOrgContext(scope, async (ctx) => {
    const before = await deletionOf(ctx);
    if (before.isOver) throw new AppError("deletion_over", "the day of the deletion has come");
    if (before.deleteAfter === null) return;
    await unmarkDeletion(ctx);
    await recordDeletion(ctx, before, null);
  });
  scope.backend.events.publish(scope.orgId, { type: "balance" });
}
