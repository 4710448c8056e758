import type { OrgDb } from "~/server/db";

/** Links of mails whose time is over, whatever became of the mails. */
export function forgetDeadLinks(db: OrgDb, now: Date, limit: number): Promise<number> {
  return db.$executeRaw`
    UPDATE mail_message SET secrets = NULL WHERE id = ANY (ARRAY(
      SELECT id FROM mail_message WHERE secrets IS NOT NULL AND use_before <= ${now} LIMIT ${limit}))`;
}

/** Mails that wait are never old. Of those that go, the key stays, so that it never makes another one. */
export function deleteOldMails(db: OrgDb, before: Date, limit: number): Promise<number> {
  return db.$executeRaw`
    WITH gone AS (
      DELETE FROM mail_message WHERE id = ANY (ARRAY(
        SELECT id FROM mail_message WHERE created_at < ${before} AND state NOT IN ('queued', 'sending')
        ORDER BY created_at LIMIT ${limit}))
      RETURNING id, key)
    INSERT INTO mail_spent_key (key_hash, message_id) SELECT sha256(convert_to(key, 'UTF8')), id FROM gone
    ON CONFLICT (key_hash) DO NOTHING`;
}

export function deleteOldReports(db: OrgDb, before: Date, limit: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM mail_delivery WHERE event_id = ANY (ARRAY(
      SELECT event_id FROM mail_delivery WHERE received_at < ${before} LIMIT ${limit}))`;
}
