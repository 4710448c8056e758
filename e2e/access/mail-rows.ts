import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Actor, canary, type World } from "./world";

/** A mail to the person, in their organisation. */
export async function newMail(world: World, owner: Actor, ids: Set<string>, state = "failed"): Promise<string> {
  const id = randomUUID();
  ids.add(id);
  await world.db.owner.query(
    `INSERT INTO mail_message (id, org_id, user_id, key, template, locale, to_address, subject, props, state, created_at, next_attempt_at)
     VALUES ($1::uuid, $2, $3, $1::uuid::text, 'test-mail', 'en', $4, $5, $6, $7, now(), now())`,
    [
      id,
      owner.home.id,
      owner.userId,
      owner.email,
      `${canary} works`,
      { host: "works.example", at: "2026-11-20T10:00:00.000Z" },
      state,
    ],
  );
  return id;
}

export async function newSuppression(world: World): Promise<string> {
  const address = `${randomUUID()}@closed.example`;
  await world.db.owner.query(
    "INSERT INTO mail_suppression (address, reason, created_at) VALUES ($1, 'bounced', now())",
    [address],
  );
  return address;
}

/** A link that proves the person's own address. */
export async function newVerifyLink(world: World, { userId, email }: Actor): Promise<string> {
  const { rows } = await world.db.owner.query<{ subject: string }>(
    "SELECT subject FROM user_identity WHERE user_id = $1",
    [userId],
  );
  return newToken(world, "verify_email", rows[0]?.subject ?? "", email);
}

/** A link to a new password for somebody new, who has nothing: whoever holds it may use it. */
export async function newResetLink(world: World): Promise<string> {
  const id = randomUUID();
  const email = `${id}@links.example`;
  const { owner } = world.db;
  await owner.query("INSERT INTO auth_user (id, name, email) VALUES ($1, 'Link', $2)", [id, email]);
  await owner.query(
    "INSERT INTO auth_account (id, account_id, provider_id, user_id, password) VALUES ($1, $1, 'credential', $1, 'none')",
    [id],
  );
  return newToken(world, "reset_password", id, email);
}

async function newToken(world: World, purpose: string, subject: string, email: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await world.db.owner.query(
    `INSERT INTO auth_token (token_hash, purpose, user_id, email, created_at, expires_at)
     VALUES ($1, $2, $3, $4, now(), now() + interval '1 hour')`,
    [createHash("sha256").update(token).digest(), purpose, subject, email],
  );
  return token;
}
