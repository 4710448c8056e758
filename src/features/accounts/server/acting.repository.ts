import type { PlaceRow } from "~/server/context";
import type { Sql } from "~/server/db";

/** A session of acting with the member whose place it takes, as the function of the database tells it. */
export type ActingRow = PlaceRow & {
  acting_id: string;
  reason: string;
  expires_at: string;
  is_open: boolean;
  user_id: string;
  email: string;
  name: string;
  locale: string | null;
};

/** Null unless the secret, the superadmin, the sign-in session and the organisation belong together and the member is one. */
export async function findActing(
  sql: Sql,
  by: { tokenHash: Buffer; superadminId: string; signInSession: string; slug: string },
): Promise<ActingRow | null> {
  const { rows } = await sql.query<{ acting: ActingRow }>(
    "SELECT to_jsonb(a) AS acting FROM app_resolve_acting($1, $2, $3, $4) a",
    [by.tokenHash, by.superadminId, by.signInSession, by.slug],
  );
  return rows[0]?.acting ?? null;
}
