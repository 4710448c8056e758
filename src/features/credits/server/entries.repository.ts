import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { EntryCursor, EntryFilter } from "../credits.schema";

/** Whose entries are read, in which time zone days are counted, and for whom. */
export type EntryReader = {
  db: OrgDb;
  orgId: string;
  timeZone: string;
  /** Titles of conversations are shown to the person whose they are, and to nobody else. */
  viewerId: string;
  /** Only what this person used. */
  onlyUserId: string | null;
};

export type EntryRow = {
  seq: bigint;
  kind: string;
  amountUcr: bigint;
  balanceAfterUcr: bigint;
  createdAt: Date;
  sourceId: string;
  reason: string | null;
  userId: string | null;
  userName: string | null;
  purpose: string | null;
  modelId: string | null;
  modelName: string | null;
  inputTokens: bigint | null;
  cacheReadTokens: bigint | null;
  cacheWriteTokens: bigint | null;
  outputTokens: bigint | null;
  reasoningTokens: bigint | null;
  costPusd: bigint | null;
  title: string | null;
  correctsSeq: bigint | null;
  provider: string | null;
  refundKind: string | null;
  expiredLotKind: string | null;
  expiredLotAt: Date | null;
};

/** One page, in the order of its direction: newest first for `older` and for none, oldest first for `newer`. */
export function findEntries(
  reader: EntryReader,
  filter: EntryFilter,
  page: { cursor: EntryCursor | null; limit: number },
): Promise<EntryRow[]> {
  const newer = page.cursor?.direction === "newer";
  const start =
    page.cursor === null
      ? Prisma.empty
      : newer
        ? Prisma.sql`AND e.seq > ${page.cursor.seq}`
        : Prisma.sql`AND e.seq < ${page.cursor.seq}`;
  return reader.db.$queryRaw<EntryRow[]>`
    SELECT e.seq, e.kind, e.amount_ucr AS "amountUcr", e.balance_after_ucr AS "balanceAfterUcr", e.created_at AS "createdAt",
      e.source_id AS "sourceId", e.reason, coalesce(c.user_id, e.actor_id) AS "userId", u.name AS "userName", c.purpose,
      coalesce(c.model_id, kc.model_id) AS "modelId", m.display_name AS "modelName", cv.title,
      c.input_tokens AS "inputTokens", c.cache_read_tokens AS "cacheReadTokens", c.cache_write_tokens AS "cacheWriteTokens",
      c.output_tokens AS "outputTokens", c.reasoning_tokens AS "reasoningTokens", c.cost_pusd AS "costPusd",
      kc.entry_seq AS "correctsSeq", p.provider, r.kind AS "refundKind", l.kind AS "expiredLotKind", l.effective_at AS "expiredLotAt"
    ${joined(reader)}
    WHERE ${matches(reader, filter)} ${start}
    ORDER BY e.seq ${newer ? Prisma.sql`ASC` : Prisma.sql`DESC`}
    LIMIT ${page.limit}`;
}

/** Count and sum of everything that the filter leaves. */
export async function sumEntries(
  reader: EntryReader,
  filter: EntryFilter,
): Promise<{ count: bigint; amountUcr: bigint }> {
  const [totals] = await reader.db.$queryRaw<{ count: bigint; amountUcr: bigint }[]>`
    SELECT count(*) AS count, coalesce(sum(e.amount_ucr), 0)::bigint AS "amountUcr" ${joined(reader)} WHERE ${matches(reader, filter)}`;
  return totals ?? { count: 0n, amountUcr: 0n };
}

/** Each entry beside what it came from: the charge, the corrected charge, the purchase, the refund, the lot that ended. */
function joined(reader: EntryReader): Prisma.Sql {
  return Prisma.sql`
    FROM ledger_entry e
    LEFT JOIN usage_charge c ON e.kind = 'usage' AND c.org_id = e.org_id AND c.entry_seq = e.seq
    LEFT JOIN charge_correction k ON k.id = CASE WHEN e.source_id LIKE 'correction:%' THEN substr(e.source_id, 12)::uuid END
    LEFT JOIN usage_charge kc ON kc.hold_id = k.hold_id
    LEFT JOIN purchase p ON p.id = CASE WHEN e.kind = 'purchase' THEN e.source_id::uuid END
    LEFT JOIN refund r ON r.id = CASE WHEN e.kind = 'clawback' THEN e.source_id::uuid END
    LEFT JOIN credit_lot l ON l.id = CASE WHEN e.kind = 'expiry' THEN split_part(e.source_id, ':', 1)::uuid END
    LEFT JOIN app_user_account u ON u.id = coalesce(c.user_id, e.actor_id)
    LEFT JOIN model m ON m.id = coalesce(c.model_id, kc.model_id)
    LEFT JOIN conversation cv ON cv.org_id = e.org_id AND cv.id = c.conversation_id AND cv.user_id = ${reader.viewerId}::uuid`;
}

function matches(reader: EntryReader, filter: EntryFilter): Prisma.Sql {
  const { orgId } = reader;
  const all = [Prisma.sql`e.org_id = ${orgId}::uuid`];
  if (reader.onlyUserId !== null) all.push(Prisma.sql`${reader.onlyUserId}::uuid IN (c.user_id, kc.user_id)`);
  const kinds = ledgerKinds[filter.kind];
  if (kinds.length > 0) all.push(Prisma.sql`e.kind IN (${Prisma.join(kinds)})`);
  if (filter.memberId) all.push(Prisma.sql`${filter.memberId}::uuid IN (c.user_id, kc.user_id, e.actor_id)`);
  if (filter.modelId) all.push(Prisma.sql`coalesce(c.model_id, kc.model_id) = ${filter.modelId}`);
  if (filter.from)
    all.push(startsAt(orgId, Prisma.sql`(${filter.from}::date::timestamp AT TIME ZONE ${reader.timeZone})`));
  if (filter.to)
    all.push(endsAt(orgId, Prisma.sql`((${filter.to}::date + 1)::timestamp AT TIME ZONE ${reader.timeZone})`));
  if (filter.search) all.push(mentions(filter.search));
  return Prisma.join(all, " AND ");
}

const ledgerKinds: Record<EntryFilter["kind"], readonly string[]> = {
  all: [],
  usage: ["usage"],
  grants: ["plan_grant", "promo", "expiry"],
  purchases: ["purchase", "clawback"],
  adjustments: ["adjustment"],
};

/**
 * Entries have no index on their time, but numbers and times rise together and charges have one: the
 * nearest charge outside the span bounds the numbers that are read at all. An hour covers a clock that was set.
 */
export function startsAt(orgId: string, moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`e.created_at >= ${moment} AND e.seq > coalesce((SELECT b.entry_seq FROM usage_charge b
    WHERE b.org_id = ${orgId}::uuid AND b.entry_seq IS NOT NULL AND b.created_at < ${moment} - interval '1 hour'
    ORDER BY b.created_at DESC LIMIT 1), 0)`;
}

function endsAt(orgId: string, moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`e.created_at < ${moment} AND e.seq < coalesce((SELECT b.entry_seq FROM usage_charge b
    WHERE b.org_id = ${orgId}::uuid AND b.entry_seq IS NOT NULL AND b.created_at > ${moment} + interval '1 hour'
    ORDER BY b.created_at LIMIT 1), 9223372036854775807)`;
}

/** An entry's number, or words of its reason, its person, its model, or the reader's own conversation. */
function mentions(search: string): Prisma.Sql {
  const words = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  const number = /^(?:no\.?|№|#)?\s*(\d{1,18})$/i.exec(search)?.[1];
  const byNumber = number === undefined ? Prisma.empty : Prisma.sql`e.seq = ${BigInt(number)} OR`;
  return Prisma.sql`(${byNumber} e.reason ILIKE ${words} OR u.name ILIKE ${words} OR m.display_name ILIKE ${words} OR cv.title ILIKE ${words})`;
}
