import type { OrgDb, Sql } from "~/server/db";

/** Serialises the making of people: the first one is decided by counting. Held until the transaction ends. */
export async function lockPeople(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('counterpart.people', 0))");
}

export async function findPersonByIdentity(
  tx: Sql,
  identity: { provider: string; subject: string },
): Promise<string | null> {
  const { rows } = await tx.query<{ user_id: string }>(
    "SELECT user_id FROM user_identity WHERE provider = $1 AND subject = $2",
    [identity.provider, identity.subject],
  );
  return rows[0]?.user_id ?? null;
}

export async function hasPeople(tx: Sql): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>("SELECT EXISTS (SELECT FROM app_user_account) AS found");
  return rows[0]?.found ?? false;
}

/** False where somebody else already has the address. */
export async function insertPerson(
  tx: Sql,
  person: { id: string; email: string; name: string; locale: string | null; isSuperadmin: boolean },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO app_user_account (id, email, name, locale, is_superadmin) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (email) DO NOTHING`,
    [person.id, person.email, person.name, person.locale, person.isSuperadmin],
  );
  return rowCount === 1;
}

export async function insertIdentity(
  tx: Sql,
  identity: { provider: string; subject: string; userId: string },
): Promise<void> {
  await tx.query("INSERT INTO user_identity (provider, subject, user_id) VALUES ($1, $2, $3)", [
    identity.provider,
    identity.subject,
    identity.userId,
  ]);
}

/** Whether the provider ended this sign-in for good. */
export async function isIdentityEnded(tx: Sql, identity: { provider: string; subject: string }): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT FROM user_identity_ended WHERE provider = $1 AND subject = $2", [
    identity.provider,
    identity.subject,
  ]);
  return rowCount !== 0;
}

/** Takes every way in from a person. Answers with those that were taken. */
export async function endIdentities(tx: Sql, userId: string): Promise<{ provider: string; subject: string }[]> {
  const { rows } = await tx.query<{ provider: string; subject: string }>(
    `WITH gone AS (DELETE FROM user_identity WHERE user_id = $1 RETURNING provider, subject, user_id)
     INSERT INTO user_identity_ended (provider, subject, user_id) SELECT provider, subject, user_id FROM gone
     RETURNING provider, subject`,
    [userId],
  );
  return rows;
}

export function updatePerson(db: OrgDb, userId: string, person: { name: string; locale?: string | null | undefined }) {
  return db.appUser.update({
    where: { id: userId },
    data: { name: person.name, ...(person.locale === undefined ? {} : { locale: person.locale }) },
    select: { name: true, locale: true },
  });
}

/** @returns the file that was there before. The row is held, so that two changes at once leave one picture. */
export async function replaceAvatar(db: OrgDb, userId: string, fileId: string | null): Promise<string | null> {
  const rows = await db.$queryRaw<{ avatar_file_id: string | null }[]>`
    SELECT avatar_file_id FROM app_user_account WHERE id = ${userId}::uuid FOR UPDATE`;
  await db.appUser.update({ where: { id: userId }, data: { avatarFileId: fileId }, select: { id: true } });
  return rows[0]?.avatar_file_id ?? null;
}
