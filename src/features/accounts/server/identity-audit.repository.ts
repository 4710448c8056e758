import { recordAudit } from "~/server/audit";
import type { Sql } from "~/server/db";

/** What can happen between a person and their sign-ins without anybody of ours having acted. */
export type IdentityAct = "identity.link" | "identity.end" | "address.release" | "address.change";

/** Writes it down in the transaction of the act. `userId` is the person it happened to. */
export async function auditIdentity(
  tx: Sql,
  act: { action: IdentityAct; userId: string; provider: string; before?: object; after?: object; requestId: string },
): Promise<void> {
  const { provider, userId, ...rest } = act;
  await recordAudit(tx, {
    ...rest,
    orgId: null,
    actorId: userId,
    actorRole: "provider",
    subject: userId,
    reason: provider,
  });
}
