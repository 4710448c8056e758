import type { AuthIdentity, SessionRow, SessionSource } from "~/adapters/auth/auth.port";
import type { Locale } from "~/i18n/locales";
import { AppError } from "~/lib/app-error";
import type { ApiScope } from "./api-scopes";
import { type Database, inOrg, type OrgDb, type Sql } from "./db";
import type { OrgEvents } from "./org-events";
import type { Role } from "./permissions";
import type { Ports } from "./ports";
import { noteWho } from "./request-context";

/** What the platform's owner decided by configuration. */
export type Settings = {
  appUrl: string;
  superadminEmails: readonly string[];
  welcomeCredits: number;
  welcomeCreditsDays: number;
  testCheckout: boolean;
  /** Most bytes that one organisation may store. */
  orgQuotaBytes: number;
  /** What the secrets of keys are hashed with. */
  keyHashKey: string;
  /** Most requests of one key in a minute. */
  apiRequestsPerMinute: number;
  /** Makes the tokens of invitations; in hexadecimal. */
  invitationKey: string;
};

/** What every request shares: the database, the vendors, the live events and the settings. Tests build their own. */
export type Backend = { database: Database; ports: Ports; events: OrgEvents; settings: Settings };

export type User = {
  id: string;
  email: string;
  name: string;
  locale: string | null;
  isSuperadmin: boolean;
  /** The organisation that they were in last. */
  lastOrgId: string | null;
};

export type Org = {
  id: string;
  slug: string;
  name: string;
  kind: "personal" | "team";
  timeZone: string;
  /** Of its mails and exports, where nobody's own language counts. */
  locale: Locale;
  /** ISO 4217. */
  currency: string;
  /** Nothing is spent while it is there. */
  suspension: { at: Date; reason: string } | null;
  /** When it is erased, if nobody takes that back. */
  deleteAfter: Date | null;
};

/** The key that a program came with, in place of a session. */
export type ApiKeyHolder = {
  id: string;
  scopes: readonly ApiScope[];
  /** Most micro-credits in a month; null is no limit. */
  monthlyCapUcr: bigint | null;
};

/** A superadmin who sees an organisation as one of its members does. */
export type Acting = {
  sessionId: string;
  superadminId: string;
  superadminName: string;
  reason: string;
  expiresAt: Date;
};

/** A signed-in person, before an organisation is chosen. */
export type UserScope = {
  requestId: string;
  backend: Backend;
  ports: Ports;
  sql: Sql;
  identity: AuthIdentity;
  userId: string;
  user: User;
};

/** A member acting in an organisation. The organisation comes from here, never from a procedure's input. */
export type OrgScope = UserScope & {
  orgId: string;
  org: Org;
  role: Role;
  /** Most tokens this member may use in a month; null is no limit. */
  tokensPerMonth: number | null;
  key: ApiKeyHolder | null;
  acting: Acting | null;
  inOrg<T>(work: (db: OrgDb) => Promise<T>): Promise<T>;
};

/** The same inside the one transaction of a procedure. */
export type OrgContext = OrgScope & { db: OrgDb };

type PersonRow = {
  user_id: string;
  email: string;
  name: string;
  locale: string | null;
  is_superadmin: boolean;
  suspended_at: string | null;
  suspended_reason: string | null;
  last_org_id: string | null;
};

/** An organisation and a place in it, as the functions of the database tell them. */
export type PlaceRow = {
  org_id: string;
  slug: string;
  org_name: string;
  org_kind: "personal" | "team";
  time_zone: string;
  org_locale: Locale;
  currency: string;
  org_suspended_at: string | null;
  org_suspended_reason: string | null;
  delete_after: string | null;
  role: Role;
  tokens_per_month: number | null;
};

type MemberRow = PersonRow & (PlaceRow | { org_id: null });

export type Entrance = { user: UserScope; org: OrgScope | null };

/** The person behind a sign-in and, with a slug, their place in that organisation, in one round trip. */
export async function resolveScope(
  backend: Backend,
  identity: AuthIdentity,
  slug: string | null,
  requestId: string,
): Promise<Entrance | null> {
  // As JSON, because the plan of a named statement outlives a migration and must not change its columns.
  const { rows } = await backend.database.pool.query<{ member: MemberRow }>({
    name: "resolve-member",
    text: "SELECT to_jsonb(m) AS member FROM app_resolve_member($1, $2, $3) m",
    values: [identity.provider, identity.subject, slug ?? ""],
  });
  const members = rows.map(({ member }) => member);
  return toEntrance(backend, identity, members, requestId);
}

/**
 * The same from the session's key, session included, in one round trip. Null: there is no such session.
 * `entrance` is null where nobody here belongs to it yet.
 */
export async function resolveSession(
  backend: Backend,
  source: SessionSource,
  key: string,
  slug: string | null,
  requestId: string,
): Promise<{ identity: AuthIdentity; entrance: Entrance | null } | null> {
  const { rows } = await backend.database.pool.query<SessionRow & { member: MemberRow | null }>({
    name: "resolve-session",
    text: `SELECT s.*, to_jsonb(m) AS member
           FROM (${source.query}) s LEFT JOIN LATERAL app_resolve_member($2, s.subject, $3) m ON true`,
    values: [key, backend.ports.auth.provider, slug ?? ""],
  });
  const [session] = rows;
  if (session === undefined) return null;
  const identity = source.toIdentity(session);
  const members = rows.flatMap(({ member }) => (member === null ? [] : [member]));
  return { identity, entrance: toEntrance(backend, identity, members, requestId) };
}

function toEntrance(
  backend: Backend,
  identity: AuthIdentity,
  rows: readonly MemberRow[],
  requestId: string,
): Entrance | null {
  // Without a slug the join matches no organisation; with several memberships the row that has one wins.
  const row = rows.find((candidate) => candidate.org_id !== null) ?? rows[0];
  if (row === undefined) return null;
  noteWho({ userId: row.user_id, orgId: row.org_id ?? undefined });
  if (row.suspended_at !== null) {
    throw new AppError("account_suspended", "the person is suspended", { details: { reason: row.suspended_reason } });
  }
  const user: UserScope = {
    requestId,
    backend,
    ports: backend.ports,
    sql: backend.database.pool,
    identity,
    userId: row.user_id,
    user: {
      id: row.user_id,
      email: row.email,
      name: row.name,
      locale: row.locale,
      isSuperadmin: row.is_superadmin || isNamedSuperadmin(backend, row.email, identity),
      lastOrgId: row.last_org_id,
    },
  };
  return { user, org: row.org_id === null ? null : orgScopeOf(user, row) };
}

/**
 * Named by address, and proved to own it. Where no provider carries mails nobody can prove one before the
 * console is open: there the first to sign up with the address has it, as the README says.
 */
function isNamedSuperadmin({ settings, ports }: Backend, email: string, identity: AuthIdentity): boolean {
  // What is proved is the sign-in's address, which may not be the person's (yet, or any more).
  const isTheirs = identity.email === email && (identity.emailVerified || ports.mail.adapter === "mailbox");
  return settings.superadminEmails.includes(email) && isTheirs;
}

/** Somebody's place in an organisation, by their session, by a key of theirs, or in their place. */
export function orgScopeOf(user: UserScope, row: PlaceRow, by: { key?: ApiKeyHolder; acting?: Acting } = {}): OrgScope {
  const { org_suspended_at: suspendedAt, org_suspended_reason: reason, delete_after: deleteAfter } = row;
  return {
    ...user,
    orgId: row.org_id,
    org: {
      id: row.org_id,
      slug: row.slug,
      name: row.org_name,
      kind: row.org_kind,
      timeZone: row.time_zone,
      locale: row.org_locale,
      currency: row.currency,
      suspension: suspendedAt === null || reason === null ? null : { at: new Date(suspendedAt), reason },
      deleteAfter: deleteAfter === null ? null : new Date(deleteAfter),
    },
    role: row.role,
    tokensPerMonth: row.tokens_per_month,
    key: by.key ?? null,
    acting: by.acting ?? null,
    inOrg: (work) => inOrg(user.backend.database, { orgId: row.org_id, userId: user.userId }, work),
  };
}

/** A member's context inside one transaction; for route handlers and tests that have no procedure around them. */
export function inOrgContext<T>(scope: OrgScope, work: (ctx: OrgContext) => Promise<T>): Promise<T> {
  return scope.inOrg((db) => work({ ...scope, db }));
}

export function requireOrg(scope: OrgScope | null | undefined): OrgScope {
  // A foreign organisation and a missing one are answered alike.
  if (!scope) throw new AppError("not_found", "organisation not found", { details: { what: "organization" } });
  return scope;
}
