import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { AuditFilter } from "../audit.schema";

export type AuditPerson = { id: string; name: string; email: string };

export type AuditLine = {
  id: string;
  at: Date;
  /** In its chain. */
  seq: bigint;
  org: { id: string; name: string; slug: string } | null;
  actor: AuditPerson | null;
  actorRole: string;
  actingAs: AuditPerson | null;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  address: string | null;
  requestId: string;
  /** Hex. */
  hash: string;
};

/** Whose log: an organisation's with its time zone, the platform's own, or all of them for whoever sees all. */
export type AuditSource = { kind: "org"; orgId: string; timeZone: string } | { kind: "platform" } | { kind: "all" };

type Row = Omit<AuditLine, "org" | "actor" | "actingAs"> & {
  orgId: string | null;
  orgName: string | null;
  orgSlug: string | null;
  actorId: string | null;
  actorName: string | null;
  actorEmail: string | null;
  asId: string | null;
  asName: string | null;
  asEmail: string | null;
};

/** Newest first, one more than asked for where there are more. */
export async function findAudit(
  db: OrgDb,
  source: AuditSource,
  wanted: { filter: AuditFilter; cursor?: { at: string; id: string } | null | undefined; limit: number },
): Promise<AuditLine[]> {
  const { filter, cursor } = wanted;
  const zone = source.kind === "org" ? source.timeZone : "UTC";
  const people = source.kind === "org" ? Prisma.sql`audit_people(${source.orgId}::uuid)` : Prisma.sql`app_user_account`;
  const rows = await db.$queryRaw<Row[]>`
    WITH people AS MATERIALIZED (SELECT id, name, email FROM ${people})
    SELECT e.id::text AS id, e.at, e.seq, e.actor_role AS "actorRole", e.action, e.subject, e.before, e.after, e.reason, e.address,
      e.request_id AS "requestId", encode(e.hash, 'hex') AS hash, e.org_id::text AS "orgId", o.name AS "orgName", o.slug AS "orgSlug",
      e.actor_id::text AS "actorId", a.name AS "actorName", a.email AS "actorEmail",
      e.acting_as::text AS "asId", b.name AS "asName", b.email AS "asEmail"
    FROM audit_event e LEFT JOIN organization o ON o.id = e.org_id
      LEFT JOIN people a ON a.id = e.actor_id LEFT JOIN people b ON b.id = e.acting_as
    WHERE ${ofSource(source)}
      AND (${filter.action ?? null}::text IS NULL OR e.action = ${filter.action ?? null})
      AND (${filter.actorId ?? null}::uuid IS NULL OR ${filter.actorId ?? null}::uuid IN (e.actor_id, e.acting_as))
      AND (${filter.from ?? null}::date IS NULL OR e.at >= (${filter.from ?? null}::date::timestamp AT TIME ZONE ${zone}))
      AND (${filter.to ?? null}::date IS NULL OR e.at < ((${filter.to ?? null}::date + 1)::timestamp AT TIME ZONE ${zone}))
      ${searched(filter.search)}
      ${cursor ? Prisma.sql`AND (e.at, e.id) < (${new Date(cursor.at)}, ${cursor.id}::uuid)` : Prisma.empty}
    ORDER BY e.at DESC, e.id DESC LIMIT ${wanted.limit + 1}`;
  return rows.map(toLine);
}

/** Who and what there is to choose from in the filters. */
export async function findAuditChoices(
  db: OrgDb,
  source: AuditSource,
): Promise<{ actions: string[]; people: AuditPerson[] }> {
  const actions = await db.$queryRaw<{ action: string }[]>`
    SELECT DISTINCT e.action FROM audit_event e WHERE ${ofSource(source)} ORDER BY e.action LIMIT 200`;
  const people =
    source.kind === "org"
      ? await db.$queryRaw<AuditPerson[]>`
          SELECT id::text AS id, name, email FROM audit_people(${source.orgId}::uuid) ORDER BY name, id LIMIT 500`
      : [];
  return { actions: actions.map(({ action }) => action), people };
}

/** Whether the chain is whole, how many acts it has, and the first that is missing or does not fit. */
export async function verifyChain(
  db: OrgDb,
  orgId: string | null,
): Promise<{ events: bigint; brokenAt: bigint | null }> {
  const [row] = await db.$queryRaw<{ events: bigint; brokenAt: bigint | null }[]>`
    SELECT o_events AS events, o_broken_at AS "brokenAt" FROM audit_verify(${orgId}::uuid)`;
  if (row === undefined) throw new Error("the chain was not looked at");
  return row;
}

function ofSource(source: AuditSource): Prisma.Sql {
  switch (source.kind) {
    case "org":
      return Prisma.sql`e.org_id = ${source.orgId}::uuid`;
    case "platform":
      return Prisma.sql`e.org_id IS NULL`;
    case "all":
      return Prisma.sql`true`;
  }
}

function searched(search: string | null | undefined): Prisma.Sql {
  if (!search) return Prisma.empty;
  const words = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return Prisma.sql`AND (e.subject ILIKE ${words} OR e.reason ILIKE ${words} OR e.request_id ILIKE ${words})`;
}

function toLine({
  orgId,
  orgName,
  orgSlug,
  actorId,
  actorName,
  actorEmail,
  asId,
  asName,
  asEmail,
  ...row
}: Row): AuditLine {
  return {
    ...row,
    org: orgId === null ? null : { id: orgId, name: orgName ?? "", slug: orgSlug ?? "" },
    actor: personOf(actorId, actorName, actorEmail),
    actingAs: personOf(asId, asName, asEmail),
  };
}

/** Somebody who is gone for good has no name any more; the id still tells one from another. */
function personOf(id: string | null, name: string | null, email: string | null): AuditPerson | null {
  return id === null ? null : { id, name: name ?? "", email: email ?? "" };
}
