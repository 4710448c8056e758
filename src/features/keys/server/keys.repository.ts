import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";

export type KeyRow = {
  id: string;
  publicId: string;
  userId: string;
  name: string;
  scopes: string[];
  addresses: string[];
  monthlyCapUcr: bigint | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  requests: bigint;
  previousUntil: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  /** Null for somebody who is no member any more: members see members alone. */
  makerName: string | null;
  role: Role | null;
  isSuspended: boolean;
  isExpired: boolean;
  calls: bigint;
  usedUcr: bigint;
};

/** Newest first, those in use before those that are revoked, each with its use of the organisation's month. */
export function findKeys(db: OrgDb, orgId: string, onlyUserId: string | null): Promise<KeyRow[]> {
  return db.$queryRaw<KeyRow[]>`
    SELECT k.id, k.public_id AS "publicId", k.user_id AS "userId", k.name, k.scopes, k.addresses, k.monthly_cap_ucr AS "monthlyCapUcr",
      k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.requests + coalesce(n.requests, 0) AS requests,
      CASE WHEN k.previous_until > app_now() THEN k.previous_until END AS "previousUntil", k.revoked_at AS "revokedAt", r.name AS "revokedBy",
      u.name AS "makerName", m.role::text AS role, u.suspended_at IS NOT NULL AS "isSuspended", coalesce(k.expires_at <= app_now(), false) AS "isExpired",
      coalesce(p.calls, 0) AS calls, coalesce(p.charged_ucr + p.held_ucr, 0)::bigint AS "usedUcr"
    FROM api_key k
    LEFT JOIN app_user_account u ON u.id = k.user_id
    LEFT JOIN membership m ON m.org_id = k.org_id AND m.user_id = k.user_id
    LEFT JOIN app_user_account r ON r.id = k.revoked_by
    LEFT JOIN api_key_minute n ON n.key_id = k.id
    LEFT JOIN credit_account a ON a.org_id = k.org_id
    LEFT JOIN key_period_usage p ON p.org_id = k.org_id AND p.key_id = k.id
      AND p.period_start = date_trunc('month', app_now() AT TIME ZONE a.time_zone)::date
    WHERE k.org_id = ${orgId}::uuid AND (${onlyUserId}::uuid IS NULL OR k.user_id = ${onlyUserId}::uuid)
    ORDER BY k.revoked_at IS NOT NULL, k.created_at DESC, k.id DESC`;
}

export type KeyFacts = {
  id: string;
  publicId: string;
  userId: string;
  name: string;
  secretHash: string;
  monthlyCapUcr: bigint | null;
  revokedAt: Date | null;
};

/** One key, held until the transaction ends: what is decided by it stays true. */
export async function lockKey(
  db: OrgDb,
  orgId: string,
  keyId: string,
  onlyUserId: string | null,
): Promise<KeyFacts | null> {
  const rows = await db.$queryRaw<KeyFacts[]>`
    SELECT id, public_id AS "publicId", user_id AS "userId", name, secret_hash AS "secretHash", monthly_cap_ucr AS "monthlyCapUcr",
      revoked_at AS "revokedAt"
    FROM api_key WHERE org_id = ${orgId}::uuid AND id = ${keyId}::uuid AND (${onlyUserId}::uuid IS NULL OR user_id = ${onlyUserId}::uuid)
    FOR UPDATE`;
  return rows[0] ?? null;
}

export type NewKey = {
  id: string;
  orgId: string;
  userId: string;
  publicId: string;
  name: string;
  secretHash: string;
  scopes: readonly string[];
  addresses: readonly string[];
  monthlyCapUcr: bigint | null;
  lifetimeDays: number | null;
};

/** False where the organisation has as many as it may have. */
export async function insertKey(db: OrgDb, key: NewKey, most: number): Promise<boolean> {
  // One at a time in an organisation, so that two at once do not both find the last room.
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('api_key ' || ${key.orgId}, 0))::text AS locked`;
  const added = await db.$executeRaw`
    INSERT INTO api_key (id, org_id, user_id, public_id, name, secret_hash, scopes, addresses, monthly_cap_ucr, expires_at, created_at)
    SELECT ${key.id}::uuid, ${key.orgId}::uuid, ${key.userId}::uuid, ${key.publicId}, ${key.name}, ${key.secretHash}, ${[...key.scopes]}::text[],
      ${[...key.addresses]}::text[], ${key.monthlyCapUcr}::bigint, app_now() + make_interval(days => ${key.lifetimeDays}::int), app_now()
    WHERE (SELECT count(*) FROM api_key WHERE org_id = ${key.orgId}::uuid) < ${most}`;
  return added === 1;
}

export async function replaceSecret(db: OrgDb, key: KeyFacts, secretHash: string, graceSeconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE api_key SET secret_hash = ${secretHash}, rotated_at = app_now(),
      previous_hash = CASE WHEN ${graceSeconds}::int > 0 THEN ${key.secretHash} END,
      previous_until = CASE WHEN ${graceSeconds}::int > 0 THEN app_now() + make_interval(secs => ${graceSeconds}::int) END
    WHERE id = ${key.id}::uuid`;
}

export async function setCap(db: OrgDb, keyId: string, monthlyCapUcr: bigint | null): Promise<void> {
  await db.$executeRaw`UPDATE api_key SET monthly_cap_ucr = ${monthlyCapUcr}::bigint WHERE id = ${keyId}::uuid`;
}

export async function setRevoked(db: OrgDb, keyId: string, by: string): Promise<void> {
  await db.$executeRaw`
    UPDATE api_key SET revoked_at = app_now(), revoked_by = ${by}::uuid, previous_hash = NULL, previous_until = NULL WHERE id = ${keyId}::uuid`;
}

export async function removeKey(db: OrgDb, keyId: string): Promise<void> {
  await db.$executeRaw`DELETE FROM api_key WHERE id = ${keyId}::uuid AND revoked_at IS NOT NULL`;
}
