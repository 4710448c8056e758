import type pg from "pg";

/** One hash over every row that belongs to the organisation or to its people, as the owner of the tables sees them. */
export async function orgChecksum(owner: pg.Pool, orgId: string): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const people = "SELECT m.user_id FROM membership m WHERE m.org_id = $1";
  const parts = [
    ...tables.map(({ name }) => `SELECT '${name}' AS t, t::text AS r FROM "${name}" t WHERE t.org_id = $1`),
    "SELECT 'organization', t::text FROM organization t WHERE t.id = $1",
    `SELECT 'person', t::text FROM app_user_account t WHERE t.id IN (${people})`,
    `SELECT 'onboarding', t::text FROM onboarding t WHERE t.user_id IN (${people})`,
    `SELECT 'onboarding_step', t::text FROM onboarding_step t WHERE t.user_id IN (${people})`,
    `SELECT 'session', t::text FROM auth_session t WHERE t.user_id IN (
       SELECT i.subject FROM user_identity i WHERE i.user_id IN (${people}))`,
  ];
  const { rows } = await owner.query<{ hash: string }>(
    `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t || r, 0)::numeric), 0) AS hash FROM (${parts.join(" UNION ALL ")}) everything`,
    [orgId],
  );
  return rows[0]?.hash ?? "";
}
