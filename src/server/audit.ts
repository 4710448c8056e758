import { randomUUID } from "node:crypto";
import type { OrgDb, Sql } from "./db";
import { plainSql } from "./plain-sql";
import { currentRequest } from "./request-context";

export type AuditEvent = {
  orgId: string | null;
  /** Null where nobody acted: then the role is `system`. */
  actorId: string | null;
  /** The role that gave the right, as it was then: a member's role, or `superadmin`. */
  actorRole: string;
  /** For whom the actor acts, where the act is the acting itself. */
  actingAs?: string;
  /** `resource.action` of the permission used. */
  action: string;
  subject: string;
  before?: object;
  after?: object;
  reason?: string;
  requestId: string;
};

/**
 * Writes one privileged act, in the transaction of the act itself: there is never one without the other. Make it the
 * last statement: it holds the end of the organisation's chain until the transaction ends. Where a superadmin acts in
 * somebody's place, they are the actor and that person stands beside them.
 */
export async function recordAudit(db: OrgDb | Sql, event: AuditEvent): Promise<void> {
  const sql = "$queryRaw" in db ? plainSql(db) : db;
  const { address = null, actingSuperadminId } = currentRequest()?.source ?? {};
  const isActing = actingSuperadminId !== undefined && actingSuperadminId !== event.actorId;
  await sql.query(
    `INSERT INTO audit_event (id, at, org_id, actor_id, acting_as, actor_role, action, subject, before, after, reason, address, request_id)
     VALUES ($1::uuid, app_now(), $2::uuid, $3::uuid, $4::uuid, $5, $6, $7, $8::text::jsonb, $9::text::jsonb, $10, $11, $12)`,
    [
      randomUUID(),
      event.orgId,
      isActing ? actingSuperadminId : event.actorId,
      isActing ? event.actorId : (event.actingAs ?? null),
      isActing ? "superadmin" : event.actorRole,
      event.action,
      event.subject,
      json(event.before),
      json(event.after),
      event.reason ?? null,
      address,
      event.requestId,
    ],
  );
}

/** Amounts are bigints, which JSON has no number for: they are kept as decimal strings. */
function json(value: object | undefined): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}
