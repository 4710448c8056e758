import type { Pool } from "pg";
import type { AuthTransaction } from "./auth.port";
import type { ClerkRecord } from "./clerk-records";

export type StoredClerkUser = Omit<ClerkRecord, "state"> & {
  state: "active" | "banned" | "deleted";
  seenAt: Date;
};

/** Longer than any token lives, and than Clerk tries to deliver a message. */
const keptDays = 7;

/** A user and whether the session was ended, in one round trip. */
export async function readClerkSession(
  sql: AuthTransaction,
  userId: string,
  sessionId: string,
): Promise<{ user: StoredClerkUser | null; isEnded: boolean }> {
  const { rows } = await sql.query<UserRow & { is_ended: boolean }>(
    `SELECT u.id, u.email, u.email_verified, u.name, u.signup_org_name, u.state, u.version, u.seen_at,
            EXISTS (SELECT FROM clerk_ended_session WHERE id = $2) AS is_ended
       FROM (SELECT $1::text AS wanted) AS asked LEFT JOIN clerk_user u ON u.id = asked.wanted`,
    [userId, sessionId],
  );
  const [row] = rows;
  if (row === undefined) return { user: null, isEnded: false };
  return { user: row.id === null ? null : toUser(row), isEnded: row.is_ended };
}

/**
 * Keeps what Clerk says of a user, unless something newer is known, and answers with what counts now.
 * Of a deleted user nothing is newer.
 */
export async function keepClerkUser(sql: AuthTransaction, record: ClerkRecord): Promise<StoredClerkUser | null> {
  const { rows } = await sql.query<UserRow>(
    `WITH kept AS (
       INSERT INTO clerk_user AS known (id, email, email_verified, name, signup_org_name, state, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET email = excluded.email, email_verified = excluded.email_verified,
         name = excluded.name, signup_org_name = excluded.signup_org_name, state = excluded.state,
         version = excluded.version, seen_at = now()
       WHERE known.state <> 'deleted' AND known.version <= excluded.version
       RETURNING *)
     SELECT * FROM kept UNION ALL SELECT * FROM clerk_user WHERE id = $1 AND NOT EXISTS (SELECT FROM kept)`,
    [
      record.id,
      record.email,
      record.emailVerified,
      record.name,
      record.signupOrgName,
      record.state,
      String(record.version),
    ],
  );
  return rows[0] === undefined ? null : toUser(rows[0]);
}

/** Leaves a tombstone, whether or not the user was known. */
export async function buryClerkUser(sql: AuthTransaction, id: string): Promise<void> {
  await sql.query(
    `INSERT INTO clerk_user (id, name, state, version) VALUES ($1, '', 'deleted', 0)
     ON CONFLICT (id) DO UPDATE SET email = NULL, email_verified = false, name = '', signup_org_name = NULL,
       state = 'deleted', seen_at = now()`,
    [id],
  );
}

export async function endClerkSessions(sql: AuthTransaction, ids: readonly string[]): Promise<void> {
  await sql.query(
    "INSERT INTO clerk_ended_session (id) SELECT unnest($1::text[]) ON CONFLICT (id) DO UPDATE SET ended_at = now()",
    [ids],
  );
}

/** False where the message was taken before. A second one at the same moment waits for the first to be decided. */
export async function takeClerkMessage(sql: AuthTransaction, id: string): Promise<boolean> {
  const { rowCount } = await sql.query("INSERT INTO clerk_webhook (id) VALUES ($1) ON CONFLICT DO NOTHING", [id]);
  return rowCount === 1;
}

/** Forgets what nothing asks for any more, a little at a time. */
export async function tidyClerkStore(pool: Pool): Promise<void> {
  for (const [table, time] of [
    ["clerk_webhook", "received_at"],
    ["clerk_ended_session", "ended_at"],
  ]) {
    await pool.query(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${time} < now() - make_interval(days => $1)
       ORDER BY ${time} LIMIT 200 FOR UPDATE SKIP LOCKED)`,
      [keptDays],
    );
  }
}

type UserRow = {
  id: string;
  email: string | null;
  email_verified: boolean;
  name: string;
  signup_org_name: string | null;
  state: StoredClerkUser["state"];
  version: string;
  seen_at: Date;
};

function toUser(row: UserRow): StoredClerkUser {
  return {
    id: row.id,
    email: row.email,
    emailVerified: row.email_verified,
    name: row.name,
    signupOrgName: row.signup_org_name,
    state: row.state,
    version: Number(row.version),
    seenAt: row.seen_at,
  };
}
