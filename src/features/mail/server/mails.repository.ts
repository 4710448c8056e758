import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { ListMailsInput } from "../mail.schema";
import { type MailState, undelivered } from "../mail-states";

export type MailLine = {
  id: string;
  createdAt: Date;
  template: string;
  locale: "en" | "ru";
  toAddress: string;
  subject: string;
  state: MailState;
  attempts: number;
  error: string | null;
  nextAttemptAt: Date;
  orgName: string | null;
};

const line = Prisma.sql`m.id::text AS id, m.created_at AS "createdAt", m.template, m.locale, m.to_address AS "toAddress",
  m.subject, m.state, m.attempts, m.error, m.next_attempt_at AS "nextAttemptAt", o.name AS "orgName"`;

/** Newest first, one more than asked for where there are more. */
export function findMails(db: OrgDb, input: ListMailsInput): Promise<MailLine[]> {
  const { state, cursor, search } = input;
  return db.$queryRaw<MailLine[]>`
    SELECT ${line} FROM mail_message m LEFT JOIN organization o ON o.id = m.org_id
    WHERE (${state ?? null}::text IS NULL OR m.state = ${state ?? null}) ${searched(search)}
      ${cursor ? Prisma.sql`AND (m.created_at, m.id) < (${new Date(cursor.at)}, ${cursor.id}::uuid)` : Prisma.empty}
    ORDER BY m.created_at DESC, m.id DESC LIMIT ${input.limit + 1}`;
}

function searched(search: string | null | undefined): Prisma.Sql {
  if (!search) return Prisma.empty;
  const words = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return Prisma.sql`AND (m.to_address ILIKE ${words} OR m.subject ILIKE ${words})`;
}

export type KeptMail = MailLine & {
  orgId: string | null;
  props: unknown;
  secrets: unknown;
  provider: string | null;
  providerId: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  useBefore: Date | null;
};

export async function findMail(db: OrgDb, id: string): Promise<KeptMail | null> {
  const rows = await db.$queryRaw<KeptMail[]>`
    SELECT ${line}, m.org_id::text AS "orgId", m.props, m.secrets, m.provider, m.provider_id AS "providerId", m.sent_at AS "sentAt",
      m.delivered_at AS "deliveredAt", m.use_before AS "useBefore"
    FROM mail_message m LEFT JOIN organization o ON o.id = m.org_id WHERE m.id = ${id}::uuid`;
  return rows[0] ?? null;
}

export type MailReport = { eventId: string; kind: string; reason: string | null; happenedAt: Date };

export function findReports(db: OrgDb, provider: string, providerId: string): Promise<MailReport[]> {
  return db.$queryRaw<MailReport[]>`
    SELECT event_id AS "eventId", kind, reason, happened_at AS "happenedAt" FROM mail_delivery
    WHERE provider = ${provider} AND provider_id = ${providerId} ORDER BY happened_at, event_id LIMIT 50`;
}

/** False where the mail is meanwhile in another state. What is reported of the attempts before is no longer its own. */
export async function queueAgain(db: OrgDb, id: string, now: Date): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE mail_message SET state = 'queued', attempts = 0, resends = resends + 1, error = NULL, unknown_since = NULL,
      batch_key = NULL, lease_until = NULL, ended_at = NULL, provider_id = NULL, next_attempt_at = ${now}
    WHERE id = ${id}::uuid AND state = ANY (${undelivered}::text[])`;
  return changed === 1;
}

export type Suppression = { address: string; reason: "bounced" | "complained"; detail: string | null; createdAt: Date };

export function findSuppressions(db: OrgDb, search: string | null | undefined): Promise<Suppression[]> {
  const words = search ? `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%` : "%";
  return db.$queryRaw<Suppression[]>`
    SELECT address, reason, detail, created_at AS "createdAt" FROM mail_suppression WHERE address ILIKE ${words}
    ORDER BY created_at DESC, address LIMIT 200`;
}

export async function findSuppression(db: OrgDb, address: string): Promise<Suppression | null> {
  const rows = await db.$queryRaw<Suppression[]>`
    SELECT address, reason, detail, created_at AS "createdAt" FROM mail_suppression WHERE address = ${address}`;
  return rows[0] ?? null;
}

export async function deleteSuppression(db: OrgDb, address: string): Promise<void> {
  await db.$executeRaw`DELETE FROM mail_suppression WHERE address = ${address}`;
}
