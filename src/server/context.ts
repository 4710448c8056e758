import type { AuthIdentity, SessionRow, SessionSource } from "~/adapters/auth/auth.port";
import { AppError } from "~/lib/app-error";
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
};

/** What every request shares: the database, the vendors, the live events and the settings. Tests build their own. */
export type Backend = { database: Database; ports: Ports; events: OrgEvents; settings: Settings };

export type User = { id: string; email: string; name: string; locale: string | null; isSuperadmin: boolean };

export type Org = { id: string; slug: string; name: string; kind: "personal" | "team"; timeZone: string };

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
  inOrg<T>(work: (db: OrgDb) => Promise<T>): Promise<T>;
};

/** The same inside the one transaction of a procedure. */
export type OrgContext = OrgScope & { db: OrgDb };

type MemberRow = {
  user_id: string;
  email: string;
  name: string;
  locale: string | null;
  is_superadmin: boolean;
  org_id: string | null;
  slug: string | null;
  org_name: string | null;
  org_kind: "personal" | "team" | null;
  time_zone: string | null;
  role: Role | null;
  tokens_per_month: number | null;
};

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
    },
  };
  return { user, org: orgScope(user, row) };
}

/**
 * Named by address, and proved to own it. Where no provider carries mails nobody can prove one before the
 * console is open: there the first to sign up with the address has it, as the README says.
 */
function isNamedSuperadmin({ settings, ports }: Backend, email: string, identity: AuthIdentity): boolean {
  return settings.superadminEmails.includes(email) && (identity.emailVerified || ports.mail.adapter === "mailbox");
}

function orgScope(user: UserScope, row: MemberRow): OrgScope | null {
  const { org_id, slug, org_name, org_kind, time_zone, role } = row;
  if (
    org_id === null ||
    slug === null ||
    org_name === null ||
    org_kind === null ||
    time_zone === null ||
    role === null
  ) {
    return null;
  }
  return {
    ...user,
    orgId: org_id,
    org: { id: org_id, slug, name: org_name, kind: org_kind, timeZone: time_zone },
    role,
    tokensPerMonth: row.tokens_per_month,
    inOrg: (work) => inOrg(user.backend.database, { orgId: org_id, userId: user.userId }, work),
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
