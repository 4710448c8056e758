import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

/** Functions that run with the owner's rights. Each is listed here because somebody looked at what it lets through. */
const definerFunctions =
  /^(app_resolve_member|app_resolve_key|app_key_is_live|app_resolve_acting|app_emit_event|org_change_slug|org_slug_is_free|org_erase|org_refuse_erased|org_due_for_erasure|audit_append|audit_people|audit_verify|app_sign_in_\w+|ledger_\w+|usage_\w+|hold_\w+|credit_\w+|lots?_\w+|rollup_\w+|chat_\w+|file_\w+|mail_enqueue|membership_\w+|invitation_\w+|worker_\w+)$/;

async function names(sql: string): Promise<string[]> {
  const { rows } = await db.owner.query<{ name: string }>(sql);
  return rows.map(({ name }) => name);
}

test("every table with an organisation has row-level security enabled and forced", async () => {
  const tables = await names(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`);
  expect(tables).toContain("membership");
  expect(tables.length).toBeGreaterThan(5);
  const open = await names(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`);
  expect(open).toEqual([]);
});

test("a member's policy on such a table holds for reading and for writing, or allows reading alone", async () => {
  const lax = await names(`
    SELECT c.relname || '.' || p.polname AS name FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id'
    WHERE (SELECT oid FROM pg_roles WHERE rolname = 'app_user') = ANY (p.polroles)
      AND (p.polqual IS NULL OR (p.polcmd <> 'r' AND p.polwithcheck IS NULL))`);
  expect(lax).toEqual([]);
  const unguarded = await names(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
      SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polqual IS NOT NULL
        AND (SELECT oid FROM pg_roles WHERE rolname = 'app_user') = ANY (p.polroles))`);
  expect(unguarded).toEqual([]);
});

test("the login role and the roles it takes on own nothing and bypass nothing", async () => {
  const { rows } = await db.owner.query(
    `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit FROM pg_roles
     WHERE rolname IN ('counterpart_app', 'app_user', 'app_platform') ORDER BY rolname`,
  );
  expect(rows).toHaveLength(3);
  for (const role of rows) {
    expect(role).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
  }
  expect(rows.find(({ rolname }) => rolname === "counterpart_app").rolinherit).toBe(false);
  const owned = await names(`
    SELECT relname AS name FROM pg_class WHERE pg_get_userbyid(relowner) IN ('counterpart_app', 'app_user', 'app_platform')`);
  expect(owned).toEqual([]);
});

test("functions with the owner's rights are on the list, pin their search path and are closed to everybody else", async () => {
  const { rows } = await db.owner.query<{ name: string; pinned: boolean; open: boolean }>(`
    SELECT p.proname AS name, coalesce(array_to_string(p.proconfig, ',') LIKE '%search_path=%', false) AS pinned,
      has_function_privilege('public', p.oid, 'EXECUTE') AS open
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1`);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ name }) => !definerFunctions.test(name))).toEqual([]);
  expect(rows.filter(({ pinned, open }) => !pinned || open)).toEqual([]);
});

test("the login role reads no organisation's row without a role and an organisation set", async () => {
  const readable = await names(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace
      AND has_table_privilege('counterpart_app', c.oid, 'SELECT')`);
  expect(readable).toEqual([]);
});
