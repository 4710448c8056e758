import { isIP } from "node:net";
import { AppError } from "~/lib/app-error";
import { isApiScope } from "~/server/api-scopes";
import { type Backend, type OrgScope, orgScopeOf, type PlaceRow } from "~/server/context";
import { queryPrepared } from "~/server/db";
import { addressOf } from "~/server/request-address";
import { noteWho } from "~/server/request-context";
import { hashSecret, publicIdOf, sameHash } from "./key-secret";

/** How many requests a key may make in a minute, and how many of this minute are used. */
export type KeyRate = { allowed: number; used: number; resetsAt: Date };

/** A request that came with a key. `scope` throws what is in its way. */
export type KeyArrival = { rate: KeyRate | null; scope: () => OrgScope };

type ArrivalRow = PlaceRow & {
  user_id: string;
  email: string;
  name: string;
  locale: string | null;
  suspended_at: string | null;
  last_org_id: string | null;
  key_id: string;
  public_id: string;
  secret_hash: string;
  scopes: string[];
  monthly_cap_ucr: string | null;
  is_revoked: boolean;
  is_expired: boolean;
  is_elsewhere: boolean;
  minute_used: number;
  minute_allowed: number;
  minute_resets_at: string;
};

/**
 * Who a program speaks for: the key, its maker as they are in the organisation now, and the request counted against the key's
 * rate, all by one statement and nothing of it kept. So a key that is revoked, or whose maker was removed or suspended, is
 * refused at the next request.
 */
export async function arriveByKey(backend: Backend, headers: Headers, requestId: string): Promise<KeyArrival> {
  const secret = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const publicId = secret === undefined ? null : publicIdOf(secret);
  if (secret === undefined) return refused("missing");
  if (publicId === null) return refused("unknown");
  const { keyHashKey, apiRequestsPerMinute } = backend.settings;
  const hash = hashSecret(keyHashKey, secret);
  const address = addressOf(headers);
  // As JSON, because the plan of a named statement outlives a migration and must not change its columns.
  const { rows } = await queryPrepared<{ arrival: ArrivalRow }>(backend.database.pool, {
    name: "resolve-key",
    text: "SELECT to_jsonb(k) AS arrival FROM app_resolve_key($1, $2, $3::inet, $4) k",
    values: [publicId, hash, address !== null && isIP(address) > 0 ? address : null, apiRequestsPerMinute],
  });
  const row = rows[0]?.arrival;
  if (row === undefined || !sameHash(row.secret_hash, hash)) return refused("unknown");
  noteWho({ userId: row.user_id, orgId: row.org_id });
  if (row.is_revoked) return refused("revoked");
  const rate: KeyRate = {
    allowed: row.minute_allowed,
    used: Math.min(row.minute_used, row.minute_allowed),
    resetsAt: new Date(row.minute_resets_at),
  };
  return { rate, scope: () => admitted(backend, row, rate, requestId) };
}

/** Whether an answer may go on. Asked while one is written, so that it ends when the key does. */
export async function keyIsLive(backend: Backend, keyId: string): Promise<boolean> {
  const { rows } = await queryPrepared<{ live: boolean }>(backend.database.pool, {
    name: "key-is-live",
    text: "SELECT app_key_is_live($1) AS live",
    values: [keyId],
  });
  return rows[0]?.live === true;
}

function admitted(backend: Backend, row: ArrivalRow, rate: KeyRate, requestId: string): OrgScope {
  if (row.suspended_at !== null) throw new AppError("account_suspended", "the key's maker is suspended");
  if (row.is_expired) throw invalid("expired");
  if (row.is_elsewhere) throw new AppError("key_address", "the key may not be used from here");
  if (row.minute_used > row.minute_allowed) {
    const retryAfterSeconds = Math.max(1, Math.ceil((rate.resetsAt.getTime() - Date.now()) / 1_000));
    throw new AppError("rate_limited", "more requests than a key may make in a minute", {
      details: { used: rate.used, allowed: rate.allowed, resetsAt: rate.resetsAt.toISOString(), retryAfterSeconds },
    });
  }
  if (row.org_suspended_at !== null) throw new AppError("account_frozen", "the organisation is suspended");
  const user = {
    requestId,
    backend,
    ports: backend.ports,
    sql: backend.database.pool,
    identity: {
      provider: "key",
      subject: row.public_id,
      sessionId: row.key_id,
      email: row.email,
      emailVerified: false,
      name: row.name,
      expiresAt: rate.resetsAt,
      signupOrgName: null,
    },
    userId: row.user_id,
    user: {
      id: row.user_id,
      email: row.email,
      name: row.name,
      locale: row.locale,
      // The console is for people.
      isSuperadmin: false,
      lastOrgId: row.last_org_id,
    },
  };
  const monthlyCapUcr = row.monthly_cap_ucr === null ? null : BigInt(row.monthly_cap_ucr);
  return orgScopeOf(user, row, { key: { id: row.key_id, scopes: row.scopes.filter(isApiScope), monthlyCapUcr } });
}

function refused(reason: "missing" | "unknown" | "revoked"): KeyArrival {
  return {
    rate: null,
    scope: () => {
      throw invalid(reason);
    },
  };
}

function invalid(reason: "missing" | "unknown" | "revoked" | "expired"): AppError {
  return new AppError("key_invalid", `no key that works: ${reason}`, { details: { reason } });
}
