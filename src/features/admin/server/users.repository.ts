import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { ListUsersInput } from "../users.schema";
import type { UserShow, UserSort } from "../users-limits";

export type UserRow = {
  id: string;
  name: string;
  email: string;
  /** The address that was given up to the one who proved it. */
  formerEmail: string | null;
  isSuperadmin: boolean;
  suspendedAt: Date | null;
  isVerified: boolean;
  orgs: number;
  createdAt: Date;
  lastActiveAt: Date | null;
  /** What the list is sorted by, as text: the cursor. */
  sortValue: string;
};

/** Sorted by a value that is never null, then by id, so that pages neither skip nor repeat. */
const sortColumns: Record<UserSort, { value: Prisma.Sql; type: Prisma.Sql }> = {
  name: { value: Prisma.sql`lower(u.name)`, type: Prisma.sql`text` },
  created: { value: Prisma.sql`u.created_at`, type: Prisma.sql`timestamptz` },
  active: { value: Prisma.sql`coalesce(m.last_active_at, '-infinity'::timestamptz)`, type: Prisma.sql`timestamptz` },
};

/**
 * One page in the order of its direction: backwards where it lies before the cursor.
 * @param named addresses that the configuration makes superadmins.
 */
export function findUsers(db: OrgDb, input: ListUsersInput, named: readonly string[]): Promise<UserRow[]> {
  const { value, type } = sortColumns[input.sort];
  const isDescending = input.descending !== (input.cursor?.direction === "previous");
  const order = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const beyond = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  const start = input.cursor
    ? Prisma.sql`AND (${value}, u.id) ${beyond} (${input.cursor.value}::text::${type}, ${input.cursor.id}::uuid)`
    : Prisma.empty;
  return db.$queryRaw<UserRow[]>`
    SELECT u.id, u.name, u.email, u.former_email AS "formerEmail", ${isSuperadmin(named)} AS "isSuperadmin",
      u.suspended_at AS "suspendedAt", ${isVerified} AS "isVerified", m.orgs, u.created_at AS "createdAt",
      m.last_active_at AS "lastActiveAt", (${value})::text AS "sortValue"
    FROM app_user_account u
    CROSS JOIN LATERAL (SELECT count(*)::int AS orgs, max(last_active_at) AS last_active_at FROM membership WHERE user_id = u.id) m
    WHERE true ${searched(input.search)} ${shown(input.show, named)} ${start}
    ORDER BY ${value} ${order}, u.id ${order} LIMIT ${input.limit}`;
}

const isVerified = Prisma.sql`EXISTS (SELECT FROM person_sign_in s WHERE s.user_id = u.id AND s.is_verified)`;

function isSuperadmin(named: readonly string[]): Prisma.Sql {
  return Prisma.sql`(u.is_superadmin OR u.email = ANY (${named}))`;
}

function shown(show: UserShow | null | undefined, named: readonly string[]): Prisma.Sql {
  switch (show) {
    case "superadmin":
      return Prisma.sql`AND ${isSuperadmin(named)}`;
    case "suspended":
      return Prisma.sql`AND u.suspended_at IS NOT NULL`;
    case "unverified":
      return Prisma.sql`AND NOT ${isVerified}`;
    case "never":
      return Prisma.sql`AND m.last_active_at IS NULL`;
    default:
      return Prisma.empty;
  }
}

function searched(search: string | null | undefined): Prisma.Sql {
  if (!search) return Prisma.empty;
  const words = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return Prisma.sql`AND (u.name ILIKE ${words} OR u.email ILIKE ${words} OR u.former_email ILIKE ${words})`;
}
