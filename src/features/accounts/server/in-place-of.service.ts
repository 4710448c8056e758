import { type Backend, type Entrance, orgScopeOf } from "~/server/context";
import { noteActing } from "~/server/request-context";
import { type ActingRow, findActing } from "./acting.repository";
import { actingTokenOf, hashActingToken } from "./acting-cookie";

/**
 * Puts a superadmin who acts for a member of the organisation in that member's place there: role, rows and name are the
 * member's, what is shut while acting stays shut. Everywhere else, and for everybody else, the entrance stays as it is.
 */
export async function inPlaceOf(
  backend: Backend,
  headers: Headers,
  slug: string | null,
  entrance: Entrance,
): Promise<Entrance> {
  const row = await actingOf(backend, headers, slug, entrance);
  if (!row?.is_open) return entrance;
  const { user: superadmin } = entrance.user;
  noteActing(superadmin.id);
  const member = {
    ...entrance.user,
    userId: row.user_id,
    user: {
      id: row.user_id,
      email: row.email,
      name: row.name,
      locale: row.locale,
      isSuperadmin: false,
      lastOrgId: row.org_id,
    },
  };
  const acting = {
    sessionId: row.acting_id,
    superadminId: superadmin.id,
    superadminName: superadmin.name,
    reason: row.reason,
    expiresAt: new Date(row.expires_at),
  };
  return { user: entrance.user, org: orgScopeOf(member, row, { acting }) };
}

/** The organisation whose member a superadmin acted for until just now; null where nothing of that kind has ended. */
export async function endedActingOrg(
  backend: Backend,
  headers: Headers,
  slug: string,
  entrance: Entrance,
): Promise<string | null> {
  const row = await actingOf(backend, headers, slug, entrance);
  return row === null || row.is_open ? null : row.org_id;
}

async function actingOf(
  backend: Backend,
  headers: Headers,
  slug: string | null,
  { user: { user, identity } }: Entrance,
): Promise<ActingRow | null> {
  const token = slug === null || !user.isSuperadmin ? null : actingTokenOf(headers, backend.settings.appUrl);
  if (token === null || slug === null) return null;
  return findActing(backend.database.pool, {
    tokenHash: hashActingToken(token),
    superadminId: user.id,
    signInSession: identity.sessionId,
    slug,
  });
}
