import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { heldOrganizations } from "./outbox-delivery";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test("which organisations wait for another attempt is known without reading the backlog", async () => {
  await db.owner.query(
    `INSERT INTO event_outbox (org_id, name, version, data, retry_at)
     SELECT gen_random_uuid(), 'a/b', 1, '{}', CASE WHEN n % 5000 = 0 THEN now() + interval '1 hour' END
     FROM generate_series(1, 20000) AS n`,
  );
  await db.owner.query("ANALYZE event_outbox");
  const { rows } = await db.owner.query<{ "QUERY PLAN": string }>(
    `EXPLAIN (ANALYZE, COSTS OFF) ${heldOrganizations.replace("$1", "now()")}`,
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("event_outbox_retry_idx");
  expect(plan).not.toContain("Seq Scan");
  expect((await db.owner.query(heldOrganizations, [new Date()])).rowCount).toBe(4);
});
