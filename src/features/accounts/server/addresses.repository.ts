import type { Sql } from "~/server/db";

export type AddressHolder = { userId: string; isProvedElsewhere: boolean };

/**
 * Who has the address. `isProvedElsewhere`: a sign-in of theirs by another provider has proved it, and
 * they have none by this one. A second subject of one provider with the same address means that the first
 * has lost it there, whatever we last heard.
 */
export async function findAddressHolder(tx: Sql, email: string, provider: string): Promise<AddressHolder | null> {
  const { rows } = await tx.query<{ user_id: string; is_proved_elsewhere: boolean }>(
    `SELECT u.id AS user_id,
            NOT EXISTS (SELECT FROM user_identity i WHERE i.user_id = u.id AND i.provider = $2)
            AND EXISTS (SELECT FROM user_identity i
                        JOIN confirmed_address c ON c.provider = i.provider AND c.subject = i.subject
                        WHERE i.user_id = u.id AND c.email = u.email) AS is_proved_elsewhere
       FROM app_user_account u WHERE u.email = $1`,
    [email, provider],
  );
  const [row] = rows;
  return row === undefined ? null : { userId: row.user_id, isProvedElsewhere: row.is_proved_elsewhere };
}

export async function readAddress(tx: Sql, userId: string): Promise<string | null> {
  const { rows } = await tx.query<{ email: string }>("SELECT email FROM app_user_account WHERE id = $1", [userId]);
  return rows[0]?.email ?? null;
}

/** Leaves the person one that nobody can own (`.invalid` is reserved for that), and notes which it was. */
export async function releaseAddress(tx: Sql, userId: string): Promise<void> {
  await tx.query(
    `UPDATE app_user_account SET former_email = email, email = 'released-' || id || '@address.invalid', updated_at = now()
     WHERE id = $1`,
    [userId],
  );
}

export async function setAddress(tx: Sql, userId: string, email: string): Promise<void> {
  await tx.query("UPDATE app_user_account SET former_email = NULL, email = $2, updated_at = now() WHERE id = $1", [
    userId,
    email,
  ]);
}
