import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg } from "~/server/db";
import { newConversation } from "../../../e2e/access/rows";
import { type Actor, canary, createWorld, type World } from "../../../e2e/access/world";

let world: World;
let [ofA, ofB]: Actor[] = [];

beforeAll(async () => {
  world = await createWorld();
  [ofA, ofB] = [byName("owner"), byName("B owner")];
  for (const actor of world.actors.filter(({ isSignedIn }) => isSignedIn))
    await newConversation(world, actor, new Set());
});
afterAll(() => world.close());

test("with every filter of the application off, a member of B reads no row of A from any table or view", async () => {
  const { rows: relations } = await world.db.owner.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  expect(relations.length).toBeGreaterThan(15);
  const foreign: string[] = [];
  const read: string[] = [];
  for (const { name } of relations) {
    const rows = await readAll(`SELECT t::text AS row, to_jsonb(t)->>'org_id' AS org FROM public."${name}" t`);
    if (rows === null) continue;
    if (rows.length > 0) read.push(name);
    if (rows.some(({ org, row }) => (org !== null && org !== ofB?.home.id) || row.includes(canary))) foreign.push(name);
  }
  expect(foreign).toEqual([]);
  // Otherwise nothing was there to be read and the test could not fail.
  expect(read).toEqual(expect.arrayContaining(["conversation", "chat_message", "membership", "organization"]));
});

test("with the filters of Prisma's reads off, no model gives a row of A", async () => {
  const seen = await inOrg(
    world.backend.database,
    { orgId: ofB?.home.id ?? "", userId: ofB?.userId ?? "" },
    async (db) => ({
      conversations: await db.conversation.findMany({ select: { orgId: true, title: true } }),
      messages: await db.chatMessage.findMany({ select: { orgId: true, text: true } }),
      memberships: await db.membership.findMany({ include: { user: true, organization: true } }),
      organizations: await db.organization.findMany(),
      people: await db.appUser.findMany(),
    }),
  );
  expect(Object.values(seen).every((rows) => rows.length > 0)).toBe(true);
  expect(JSON.stringify(seen, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    canary,
  );
});

test("inside a transaction of B, no function with the owner's rights serves A", async () => {
  const { rows: functions } = await world.db.owner.query<{ name: string; call: string }>(`
    SELECT p.proname AS name, format('SELECT %I(%s)', p.proname, (
        SELECT string_agg(CASE WHEN n = 1 THEN '$1::uuid' ELSE 'NULL::' || format_type(t, NULL) END, ', ' ORDER BY n)
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS args (t, n))) AS call
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proargnames[1] = 'p_org'
      AND has_function_privilege('counterpart_app', p.oid, 'EXECUTE')`);
  expect(functions.length).toBeGreaterThan(5);
  const open: string[] = [];
  for (const { name, call } of functions) {
    const client = await world.backend.database.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT set_config('app.org_id', $1, true)", [ofB?.home.id]);
      const outcome = await client.query(call, [ofA?.home.id]).then(
        () => "answered",
        (error: { code?: string }) => error.code ?? "failed",
      );
      if (outcome !== "CP001") open.push(`${name}: ${outcome}`);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  }
  expect(open).toEqual([]);
});

test("a colleague's conversation is as invisible as a stranger's, also with the filters off", async () => {
  const rows = await readAll("SELECT user_id::text AS row, org_id::text AS org FROM conversation t");
  expect(new Set(rows?.map(({ row }) => row))).toEqual(new Set([ofB?.userId]));
});

/** Null where the role may not read the relation at all. */
function readAll(statement: string): Promise<{ row: string; org: string | null }[] | null> {
  const who = { orgId: ofB?.home.id ?? "", userId: ofB?.userId ?? "" };
  return inOrg(world.backend.database, who, (db) =>
    db.$queryRawUnsafe<{ row: string; org: string | null }[]>(statement),
  ).catch((error: unknown) => {
    if (String(error).includes("42501")) return null;
    throw error;
  });
}

function byName(name: string): Actor {
  const found = world.actors.find((actor) => actor.name === name);
  if (found === undefined) throw new Error(`no actor ${name}`);
  return found;
}
