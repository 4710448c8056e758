import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { ListOrgsInput } from "../admin.schema";
import type { OrgSort } from "../admin-limits";

export type OrgRow = {
  id: string;
  slug: string;
  name: string;
  kind: "personal" | "team";
  status: string | null;
  suspendedAt: Date | null;
  deleteAfter: Date | null;
  /** Of the owner who was there first; null where nobody is one. */
  ownerName: string | null;
  members: number;
  postedUcr: bigint;
  heldUcr: bigint;
  /** Paid for credits, less what was given back. Micro-dollars. */
  paidUsdMicros: bigint;
  lastActivityAt: Date | null;
  /** What the list is sorted by, as text: the cursor. */
  sortValue: string;
};

/** Sorted by a value that is never null, then by id, so that pages neither skip nor repeat. */
const sortColumns: Record<OrgSort, { value: Prisma.Sql; type: Prisma.Sql }> = {
  name: { value: Prisma.sql`lower(o.name)`, type: Prisma.sql`text` },
  balance: { value: Prisma.sql`coalesce(a.posted_ucr, 0)`, type: Prisma.sql`bigint` },
  held: { value: Prisma.sql`coalesce(a.held_ucr, 0)`, type: Prisma.sql`bigint` },
  paid: { value: Prisma.sql`coalesce(p.paid, 0)::bigint`, type: Prisma.sql`bigint` },
  activity: { value: Prisma.sql`coalesce(c.created_at, '-infinity'::timestamptz)`, type: Prisma.sql`timestamptz` },
};

/** One page in the order of its direction: backwards where it lies before the cursor. */
export function findOrgs(db: OrgDb, input: ListOrgsInput): Promise<OrgRow[]> {
  const { value, type } = sortColumns[input.sort];
  // Backwards the list is read the other way round, from the cursor up.
  const isDescending = input.descending !== (input.cursor?.direction === "previous");
  const order = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const beyond = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  const start = input.cursor
    ? Prisma.sql`AND (${value}, o.id) ${beyond} (${input.cursor.value}::text::${type}, ${input.cursor.id}::uuid)`
    : Prisma.empty;
  return db.$queryRaw<OrgRow[]>`
    SELECT o.id, o.slug, o.name, o.kind::text AS kind, a.status, o.suspended_at AS "suspendedAt", o.delete_after AS "deleteAfter",
      (SELECT u.name FROM membership m JOIN app_user_account u ON u.id = m.user_id WHERE m.org_id = o.id AND m.role = 'owner'
        ORDER BY m.created_at, u.id LIMIT 1) AS "ownerName",
      (SELECT count(*)::int FROM membership m WHERE m.org_id = o.id) AS members,
      coalesce(a.posted_ucr, 0) AS "postedUcr", coalesce(a.held_ucr, 0) AS "heldUcr", coalesce(p.paid, 0)::bigint AS "paidUsdMicros",
      c.created_at AS "lastActivityAt", (${value})::text AS "sortValue"
    FROM organization o
    LEFT JOIN credit_account a ON a.org_id = o.id
    LEFT JOIN LATERAL (SELECT sum(price_usd_micros) - coalesce((SELECT sum(r.price_usd_micros) FROM refund r WHERE r.org_id = o.id), 0) AS paid
      FROM purchase WHERE org_id = o.id AND status = 'paid') p ON true
    LEFT JOIN LATERAL (SELECT created_at FROM usage_charge WHERE org_id = o.id ORDER BY created_at DESC LIMIT 1) c ON true
    WHERE o.erased_at IS NULL ${narrowed(input)} ${named(input.search)} ${start}
    ORDER BY ${value} ${order}, o.id ${order} LIMIT ${input.limit}`;
}

function narrowed({ state, kind }: ListOrgsInput): Prisma.Sql {
  const ofKind = kind ? Prisma.sql`AND o.kind::text = ${kind}` : Prisma.empty;
  if (state === "suspended") return Prisma.sql`${ofKind} AND o.suspended_at IS NOT NULL`;
  return state === "deleting" ? Prisma.sql`${ofKind} AND o.delete_after IS NOT NULL` : ofKind;
}

function named(search: string | null | undefined): Prisma.Sql {
  if (!search) return Prisma.empty;
  const words = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return Prisma.sql`AND (o.name ILIKE ${words} OR o.slug ILIKE ${words}
    OR EXISTS (SELECT FROM membership m JOIN app_user_account u ON u.id = m.user_id WHERE m.org_id = o.id AND (u.email ILIKE ${words} OR u.name ILIKE ${words})))`;
}

export type OrgAccount = Omit<OrgRow, "sortValue" | "members" | "ownerName"> & {
  suspendedReason: string | null;
  /** Most members; null is no limit. */
  seats: number | null;
  timeZone: string;
  createdAt: Date;
  seq: bigint | null;
  chargedUcr: bigint;
  costPusd: bigint;
  /** What the charges are worth, each at its own price of a credit. */
  worthPusd: bigint;
  calls: number;
};

export async function findOrg(db: OrgDb, orgId: string): Promise<OrgAccount | null> {
  const rows = await db.$queryRaw<OrgAccount[]>`
    SELECT o.id, o.slug, o.name, o.kind::text AS kind, o.time_zone AS "timeZone", o.created_at AS "createdAt", a.status, a.seq,
      o.suspended_at AS "suspendedAt", o.suspended_reason AS "suspendedReason", o.delete_after AS "deleteAfter", o.seats,
      coalesce(a.posted_ucr, 0) AS "postedUcr", coalesce(a.held_ucr, 0) AS "heldUcr",
      (coalesce((SELECT sum(price_usd_micros) FROM purchase WHERE org_id = o.id AND status = 'paid'), 0)
        - coalesce((SELECT sum(price_usd_micros) FROM refund WHERE org_id = o.id), 0))::bigint AS "paidUsdMicros",
      (SELECT max(created_at) FROM usage_charge WHERE org_id = o.id) AS "lastActivityAt",
      u.charged AS "chargedUcr", u.cost AS "costPusd", u.worth AS "worthPusd", u.calls
    FROM organization o LEFT JOIN credit_account a ON a.org_id = o.id
    CROSS JOIN LATERAL (SELECT coalesce(sum(charge_ucr), 0)::bigint AS charged, coalesce(sum(cost_pusd), 0)::bigint AS cost,
        coalesce(sum(charge_ucr::numeric * credit_price_pusd / 1000000), 0)::bigint AS worth, count(*)::int AS calls
      FROM usage_charge WHERE org_id = o.id AND created_at > app_now() - interval '30 days') u
    WHERE o.id = ${orgId}::uuid`;
  return rows[0] ?? null;
}

export type OrgMember = {
  id: string;
  name: string;
  email: string;
  role: string;
  joinedAt: Date;
  tokensUsed: bigint;
  tokensPerMonth: bigint | null;
};

export function findOrgMembers(db: OrgDb, orgId: string): Promise<OrgMember[]> {
  return db.$queryRaw<OrgMember[]>`
    SELECT u.id, u.name, u.email, m.role::text AS role, m.created_at AS "joinedAt", m.tokens_per_month AS "tokensPerMonth",
      coalesce((SELECT p.tokens_used FROM member_period_usage p WHERE p.org_id = m.org_id AND p.user_id = m.user_id
        ORDER BY p.period_start DESC LIMIT 1), 0) AS "tokensUsed"
    FROM membership m JOIN app_user_account u ON u.id = m.user_id
    WHERE m.org_id = ${orgId}::uuid ORDER BY m.role, u.name LIMIT 500`;
}
