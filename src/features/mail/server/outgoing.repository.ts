import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { MailState } from "../mail-states";

/** A mail that somebody has taken on; nobody else touches it until the lease ends. */
export type ClaimedMail = {
  id: string;
  orgId: string | null;
  key: string;
  resends: number;
  template: string;
  locale: "en" | "ru";
  toAddress: string;
  props: unknown;
  secrets: unknown;
  attempts: number;
  createdAt: Date;
  useBefore: Date | null;
  unknownSince: Date | null;
  batchKey: string | null;
  isSuppressed: boolean;
};

/** Longer than any hand-over may take. */
const leaseMs = 120_000;

/**
 * Takes on those of the mails that are due and in no batch yet.
 * @param batchKey of the batch that they go in from now on; null where each goes by itself.
 */
export function claimMails(db: OrgDb, ids: readonly string[], now: Date, batchKey: string | null = null) {
  return claim(db, Prisma.sql`id = ANY (${ids}::uuid[]) AND batch_key IS NULL`, now, batchKey);
}

/**
 * Takes on a batch of which nobody knows whether it was taken: all of it that has not ended, or nothing as long as
 * some of it may not be tried yet. The provider knows it as a whole: in parts, under the one key, the second would
 * be taken for the first.
 */
export function claimBatch(db: OrgDb, batchKey: string, now: Date) {
  const due = Prisma.sql`batch_key = ${batchKey} AND NOT EXISTS (
    SELECT FROM mail_message other WHERE other.batch_key = ${batchKey} AND NOT (${isDue(now)}))`;
  return claim(db, due, now, batchKey);
}

function isDue(now: Date): Prisma.Sql {
  return Prisma.sql`(state = 'queued' AND next_attempt_at <= ${now}) OR (state = 'sending' AND lease_until <= ${now})`;
}

/** A mail whose lease has run out was left in the middle of an attempt: whether that succeeded, nobody knows. */
function claim(db: OrgDb, wanted: Prisma.Sql, now: Date, batchKey: string | null) {
  const lease = new Date(now.getTime() + leaseMs);
  return db.$queryRaw<ClaimedMail[]>`
    WITH due AS (
      SELECT id, state, lease_until FROM mail_message WHERE (${isDue(now)}) AND ${wanted}
      ORDER BY id FOR UPDATE
    )
    UPDATE mail_message m SET state = 'sending', attempts = m.attempts + 1, lease_until = ${lease},
      batch_key = coalesce(${batchKey}, m.batch_key),
      unknown_since = CASE WHEN due.state = 'sending' THEN coalesce(m.unknown_since, due.lease_until - make_interval(secs => ${leaseMs / 1000})) ELSE m.unknown_since END
    FROM due WHERE m.id = due.id
    RETURNING m.id::text AS id, m.org_id::text AS "orgId", m.key, m.resends, m.template, m.locale, m.to_address AS "toAddress",
      m.props, m.secrets, m.attempts, m.created_at AS "createdAt", m.use_before AS "useBefore", m.unknown_since AS "unknownSince",
      m.batch_key AS "batchKey", EXISTS (SELECT FROM mail_suppression s WHERE s.address = m.to_address) AS "isSuppressed"`;
}

/** Mails whose time has come. New ones are left to their own event for half a minute. */
export function findDueMails(db: OrgDb, now: Date, limit: number) {
  const patience = new Date(now.getTime() - 30_000);
  return db.$queryRaw<{ id: string; attempts: number; batchKey: string | null }[]>`
    SELECT id::text AS id, attempts, batch_key AS "batchKey" FROM mail_message
    WHERE (state = 'queued' AND next_attempt_at <= ${now} AND (attempts > 0 OR created_at <= ${patience}))
       OR (state = 'sending' AND lease_until <= ${now})
    ORDER BY next_attempt_at, id LIMIT ${limit}`;
}

/** The provider's id of the mail, as far as it is known. Null where the lease has meanwhile gone to somebody else. */
export async function endAttempt(
  db: OrgDb,
  mail: Pick<ClaimedMail, "id" | "attempts">,
  outcome: {
    state: MailState;
    error: string | null;
    provider: string;
    providerId: string | null;
    nextAttemptAt: Date | null;
    unknownSince: Date | null;
    keepsBatch: boolean;
    forgetsSecrets: boolean;
    now: Date;
  },
): Promise<{ providerId: string | null } | null> {
  const { state, now } = outcome;
  const isTaken = state === "sent" || state === "delivered";
  const rows = await db.$queryRaw<{ providerId: string | null }[]>`
    UPDATE mail_message SET state = ${state}, error = ${outcome.error}, lease_until = NULL, provider = ${outcome.provider},
      provider_id = coalesce(${outcome.providerId}, provider_id), next_attempt_at = coalesce(${outcome.nextAttemptAt}, next_attempt_at),
      unknown_since = ${outcome.unknownSince}, batch_key = CASE WHEN ${outcome.keepsBatch} THEN batch_key END,
      secrets = CASE WHEN ${outcome.forgetsSecrets} THEN NULL ELSE secrets END,
      sent_at = CASE WHEN ${isTaken} THEN ${now} ELSE sent_at END,
      delivered_at = CASE WHEN ${state === "delivered"} THEN ${now} ELSE delivered_at END,
      ended_at = CASE WHEN ${state === "queued"} THEN NULL ELSE ${now}::timestamptz END
    WHERE id = ${mail.id}::uuid AND state = 'sending' AND attempts = ${mail.attempts}
    RETURNING provider_id AS "providerId"`;
  return rows[0] ?? null;
}

/** What the mail bears. A personal organisation has no brand. */
export async function findBrand(db: OrgDb, orgId: string) {
  const rows = await db.$queryRaw<{ name: string; logoFileId: string | null }[]>`
    SELECT name, logo_file_id::text AS "logoFileId" FROM organization WHERE id = ${orgId}::uuid AND kind = 'team'`;
  return rows[0] ?? null;
}
