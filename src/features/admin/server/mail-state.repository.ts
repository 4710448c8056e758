import type { OrgDb } from "~/server/db";

/** What became of one mail; null where there is none. */
export async function findMailState(db: OrgDb, id: string): Promise<{ state: string; error: string | null } | null> {
  const rows = await db.$queryRaw<{ state: string; error: string | null }[]>`
    SELECT state, error FROM mail_message WHERE id = ${id}::uuid`;
  return rows[0] ?? null;
}
