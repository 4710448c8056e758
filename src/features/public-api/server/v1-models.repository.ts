import type { OrgDb, Sql } from "~/server/db";

export type V1Model = {
  id: string;
  provider: string;
  name: string;
  contextWindow: number;
  maxOutputTokens: number;
  takes: string[];
};

/** Enabled chat models that have a price now, in the order of the catalogue. */
export function findModels(db: OrgDb): Promise<V1Model[]> {
  return db.$queryRaw<V1Model[]>`
    SELECT m.id, m.provider, m.display_name AS name, m.context_window AS "contextWindow", m.max_output_tokens AS "maxOutputTokens", m.takes
    FROM model m
    JOIN model_price_version p ON p.model_id = m.id AND p.valid_from <= app_now() AND (p.valid_to IS NULL OR p.valid_to > app_now())
    WHERE m.enabled AND m.kind = 'chat' ORDER BY m.position, m.id`;
}

/** One of them, by its id or by another exact name of it. */
export async function findModel(db: OrgDb, name: string): Promise<V1Model | null> {
  const rows = await db.$queryRaw<V1Model[]>`
    SELECT m.id, m.provider, m.display_name AS name, m.context_window AS "contextWindow", m.max_output_tokens AS "maxOutputTokens", m.takes
    FROM model m
    JOIN model_price_version p ON p.model_id = m.id AND p.valid_from <= app_now() AND (p.valid_to IS NULL OR p.valid_to > app_now())
    WHERE m.enabled AND m.kind = 'chat' AND m.id = coalesce((SELECT i.id FROM model i WHERE i.id = ${name}),
      (SELECT a.model_id FROM model_alias a WHERE a.alias = ${name}))`;
  return rows[0] ?? null;
}

/** Writes down how far an answer has been delivered. `closed`: its hold was ended meanwhile. */
export async function writeCheckpoint(
  sql: Sql,
  statement: { text: string; values: unknown[] },
): Promise<"ok" | "closed"> {
  const { rows } = await sql.query<{ code: string }>(statement.text, statement.values);
  return rows[0]?.code === "ok" ? "ok" : "closed";
}
