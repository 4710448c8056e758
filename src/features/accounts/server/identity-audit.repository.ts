import { randomUUID } from "node:crypto";
import type { Sql } from "~/server/db";

/** What can happen between a person and their sign-ins without anybody of ours having acted. */
export type IdentityAct = "identity.link" | "identity.end" | "address.release" | "address.change";

/** Writes it down in the transaction of the act. `userId` is the person it happened to. */
export async function auditIdentity(
  tx: Sql,
  act: { action: IdentityAct; userId: string; provider: string; before?: object; after?: object; requestId: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO audit_event (id, at, org_id, actor_id, actor_role, action, subject, before, after, reason, request_id)
     VALUES ($1, app_now(), NULL, $2::uuid, 'provider', $3, ($2::uuid)::text, $4, $5, $6, $7)`,
    [
      randomUUID(),
      act.userId,
      act.action,
      act.before === undefined ? null : JSON.stringify(act.before),
      act.after === undefined ? null : JSON.stringify(act.after),
      act.provider,
      act.requestId,
    ],
  );
}
