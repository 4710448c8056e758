import { randomUUID } from "node:crypto";
import type { OrgDb } from "./db";

export type AuditEvent = {
  orgId: string | null;
  /** Null where nobody acted: then the role is `system`. */
  actorId: string | null;
  /** The role that gave the right, as it was then: a member's role, or `superadmin`. */
  actorRole: string;
  /** `resource.action` of the permission used. */
  action: string;
  subject: string;
  before?: object;
  after?: object;
  reason?: string;
  requestId: string;
};

/** Writes one privileged act, in the transaction of the act itself: there is never one without the other. */
export async function recordAudit(db: OrgDb, event: AuditEvent): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audit_event (id, at, org_id, actor_id, actor_role, action, subject, before, after, reason, request_id)
    VALUES (${randomUUID()}::uuid, app_now(), ${event.orgId}::uuid, ${event.actorId}::uuid, ${event.actorRole}, ${event.action},
      ${event.subject}, ${json(event.before)}::jsonb, ${json(event.after)}::jsonb, ${event.reason ?? null}, ${event.requestId})`;
}

/** Amounts are bigints, which JSON has no number for: they are kept as decimal strings. */
function json(value: object | undefined): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}
