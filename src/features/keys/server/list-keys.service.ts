import { type ApiScope, isApiScope, permissionsOfScope } from "~/server/api-scopes";
import type { OrgContext } from "~/server/context";
import { type Role, roleHas } from "~/server/permissions";
import type { KeyState, KeyView } from "../keys.schema";
import { findKeys, type KeyRow } from "./keys.repository";
import { keysInReach } from "./keys-in-reach";

/** The member's own keys; everybody's for those who look after them. */
export async function listKeys(ctx: OrgContext): Promise<KeyView[]> {
  const rows = await findKeys(ctx.db, ctx.orgId, keysInReach(ctx));
  return rows.map((row) => viewOf(row, ctx.userId));
}

function viewOf(row: KeyRow, viewerId: string): KeyView {
  const scopes = row.scopes.filter(isApiScope);
  return {
    id: row.id,
    publicId: row.publicId,
    name: row.name,
    state: stateOf(row),
    scopes,
    idleScopes: scopes.filter((scope) => row.role === null || !reaches(row.role, scope)),
    addresses: row.addresses,
    monthlyCapUcr: row.monthlyCapUcr,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt,
    requests: Number(row.requests),
    previousUntil: row.previousUntil,
    revokedAt: row.revokedAt,
    revokedBy: row.revokedBy,
    maker: { name: row.makerName, role: row.role },
    isOwn: row.userId === viewerId,
    month: { calls: Number(row.calls), usedUcr: row.usedUcr },
  };
}

function stateOf(row: KeyRow): KeyState {
  if (row.revokedAt !== null) return "revoked";
  if (row.role === null || row.isSuspended) return "orphaned";
  return row.isExpired ? "expired" : "active";
}

function reaches(role: Role, scope: ApiScope): boolean {
  return permissionsOfScope(scope).some((permission) => roleHas(role, permission));
}
