import { createHash, randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { AppError } from "~/lib/app-error";
import type { Alongside, CredentialFlows, FlowPerson, MailLink } from "./credential-flows.port";

type Purpose = "reset_password" | "verify_email" | "change_email";

const hour = 60 * 60;
const secondsValid: Record<Purpose, number> = {
  reset_password: hour,
  verify_email: 48 * hour,
  change_email: 24 * hour,
};
const linksAnHour = 5;
const otherAccount = { isOfOtherAccount: true };

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  verify(input: { hash: string; password: string }): Promise<boolean>;
};

/** The flows of the embedded sign-in, over its own tables. */
export function createCredentialFlows(pool: Pool, hasher: () => Promise<PasswordHasher>): CredentialFlows {
  return {
    requestPasswordReset: (email, alongside) =>
      inTransaction(pool, async (tx) => {
        const user = await lockUser(tx, "email", email);
        if (user === null || (await secondsUntilNextLink(tx, user.id, "reset_password")) > 0) return;
        await issue(tx, user, { purpose: "reset_password", newEmail: null }, alongside);
      }),
    async resetPassword({ token, newPassword }, alongside) {
      if (newPassword.length < 12 || newPassword.length > 200) throw new AppError("bad_input", "password length");
      // Hashing takes the processor a while: a made-up link must not cost that.
      await assertOpen(pool, token);
      const hash = await (await hasher()).hash(newPassword);
      return inTransaction(pool, async (tx) => {
        const { user } = await use(tx, token, ["reset_password"]);
        await tx.query(
          "UPDATE auth_account SET password = $2, updated_at = app_now() WHERE user_id = $1 AND provider_id = 'credential'",
          [user.id, hash],
        );
        await tx.query("UPDATE auth_user SET email_verified = true, updated_at = app_now() WHERE id = $1", [user.id]);
        await tx.query("DELETE FROM auth_session WHERE user_id = $1", [user.id]);
        // Whoever else has asked for something in this person's name gets nothing of it any more.
        await tx.query("DELETE FROM auth_token WHERE user_id = $1 AND used_at IS NULL", [user.id]);
        return finish(tx, personOf(user, user.email, null), alongside);
      });
    },
    requestEmailVerification: (subject, alongside) =>
      inTransaction(pool, async (tx) => {
        const user = await lockUser(tx, "id", subject);
        if (user === null || user.email_verified) return;
        await assertMayAsk(tx, user.id, "verify_email");
        await issue(tx, user, { purpose: "verify_email", newEmail: null }, alongside);
      }),
    async requestEmailChange({ subject, newEmail, currentPassword }, alongside) {
      if (!(await isPasswordOf(pool, hasher, subject, currentPassword))) {
        throw new AppError("invalid_credentials", "current password is wrong");
      }
      await inTransaction(pool, async (tx) => {
        const { user, isTaken } = await lockUserAndHolder(tx, subject, newEmail);
        if (user === null) throw new AppError("not_signed_in", "person is gone");
        if (isTaken) throw new AppError("email_taken", "address is in use");
        await assertMayAsk(tx, user.id, "change_email");
        // The newest wish counts: a link to an address that was mistyped must not stay open.
        await tx.query("DELETE FROM auth_token WHERE user_id = $1 AND purpose = 'change_email' AND used_at IS NULL", [
          user.id,
        ]);
        await issue(tx, user, { purpose: "change_email", newEmail }, alongside);
      });
    },
    confirmEmail: ({ token, subject }, alongside) =>
      inTransaction(pool, async (tx) => {
        const { user, newEmail } = await use(tx, token, ["verify_email", "change_email"]);
        // Thrown, so that the link is not used up: the address may be proved for its own account alone.
        if (user.id !== subject) {
          throw new AppError("mail_link_unusable", "link of another account", { details: otherAccount });
        }
        const email = newEmail ?? user.email;
        await tx
          .query("UPDATE auth_user SET email = $2, email_verified = true, updated_at = app_now() WHERE id = $1", [
            user.id,
            email,
          ])
          .catch(throwTaken);
        return finish(tx, personOf(user, email, newEmail === null ? null : user.email), alongside).catch(throwTaken);
      }),
  };
}

type UserRow = { id: string; name: string; email: string; email_verified: boolean };

/** Locked, so that ten requests at once count one after the other. */
async function lockUser(tx: PoolClient, by: "id" | "email", value: string): Promise<UserRow | null> {
  const { rows } = await tx.query<UserRow>(
    `SELECT id, name, email, email_verified FROM auth_user WHERE ${by} = $1 FOR UPDATE`,
    [value],
  );
  return rows[0] ?? null;
}

/** Both in one order, so that two who want each other's address do not wait for one another. */
async function lockUserAndHolder(
  tx: PoolClient,
  id: string,
  email: string,
): Promise<{ user: UserRow | null; isTaken: boolean }> {
  const { rows } = await tx.query<UserRow>(
    "SELECT id, name, email, email_verified FROM auth_user WHERE id = $1 OR email = $2 ORDER BY id FOR UPDATE",
    [id, email],
  );
  return { user: rows.find((row) => row.id === id) ?? null, isTaken: rows.some((row) => row.email === email) };
}

async function assertMayAsk(tx: PoolClient, userId: string, purpose: Purpose): Promise<void> {
  const seconds = await secondsUntilNextLink(tx, userId, purpose);
  if (seconds > 0) {
    throw new AppError("too_many_attempts", `too many links: ${purpose}`, { details: { retryAfterSeconds: seconds } });
  }
}

async function secondsUntilNextLink(tx: PoolClient, userId: string, purpose: Purpose): Promise<number> {
  const { rows } = await tx.query<{ seconds: number | null }>(
    `SELECT CASE WHEN count(*) < $3 THEN 0 ELSE greatest(1, ceil(extract(epoch FROM min(created_at) + interval '1 hour' - app_now())))::int END AS seconds
     FROM auth_token WHERE user_id = $1 AND purpose = $2 AND created_at > app_now() - interval '1 hour'`,
    [userId, purpose, linksAnHour],
  );
  return rows[0]?.seconds ?? 0;
}

async function issue(
  tx: PoolClient,
  user: UserRow,
  link: { purpose: Purpose; newEmail: string | null },
  alongside: Alongside<MailLink>,
): Promise<void> {
  const token = randomBytes(32).toString("base64url");
  const { rows } = await tx.query<{ expires_at: Date }>(
    `INSERT INTO auth_token (token_hash, purpose, user_id, email, new_email, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, app_now(), app_now() + make_interval(secs => $6)) RETURNING expires_at`,
    [hashOf(token), link.purpose, user.id, user.email, link.newEmail, secondsValid[link.purpose]],
  );
  const expiresAt = rows[0]?.expires_at ?? new Date();
  const { id: subject, name, email, email_verified: emailVerified } = user;
  await alongside(tx, { subject, name, email, emailVerified, to: link.newEmail ?? email, token, expiresAt });
}

async function assertOpen(pool: Pool, token: string): Promise<void> {
  const { rows } = await pool.query<{ open: boolean }>(
    "SELECT EXISTS (SELECT FROM auth_token WHERE token_hash = $1 AND used_at IS NULL AND expires_at > app_now()) AS open",
    [hashOf(token)],
  );
  if (rows[0]?.open !== true) throw new AppError("mail_link_unusable", "no such link, or used, or expired");
}

/** Marks a link as used and returns whose it is. Of two uses at once one waits for the other and finds it used. */
async function use(
  tx: PoolClient,
  token: string,
  purposes: readonly Purpose[],
): Promise<{ user: UserRow; newEmail: string | null }> {
  const { rows } = await tx.query<{ user_id: string; email: string; new_email: string | null }>(
    `UPDATE auth_token SET used_at = app_now()
     WHERE token_hash = $1 AND purpose = ANY ($2) AND used_at IS NULL AND expires_at > app_now()
     RETURNING user_id, email, new_email`,
    [hashOf(token), purposes],
  );
  const [link] = rows;
  const user = link === undefined ? null : await lockUser(tx, "id", link.user_id);
  // A link that was sent to an address which is the person's no longer proves nothing.
  if (link === undefined || user === null || user.email !== link.email) {
    throw new AppError("mail_link_unusable", "no such link, or used, or expired");
  }
  return { user, newEmail: link.new_email };
}

async function finish(tx: PoolClient, person: FlowPerson, alongside: Alongside<FlowPerson>): Promise<FlowPerson> {
  await alongside(tx, person);
  return person;
}

function personOf(user: UserRow, email: string, previousEmail: string | null): FlowPerson {
  return { subject: user.id, name: user.name, email, previousEmail };
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function throwTaken(error: unknown): never {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  if (code === "23505") throw new AppError("email_taken", "address was taken meanwhile", { cause: error });
  throw error;
}

async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  try {
    await tx.query("BEGIN");
    const result = await work(tx);
    await tx.query("COMMIT");
    tx.release();
    return result;
  } catch (error) {
    await tx.query("ROLLBACK").then(
      () => tx.release(),
      (broken: Error) => tx.release(broken),
    );
    throw error;
  }
}

export async function isPasswordOf(
  pool: Pool,
  hasher: () => Promise<PasswordHasher>,
  subject: string,
  password: string,
): Promise<boolean> {
  const { rows } = await pool.query<{ password: string | null }>(
    "SELECT password FROM auth_account WHERE user_id = $1 AND provider_id = 'credential'",
    [subject],
  );
  const stored = rows[0]?.password ?? null;
  return stored !== null && (await hasher()).verify({ hash: stored, password });
}
