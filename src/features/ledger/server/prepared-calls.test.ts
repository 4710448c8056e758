import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import {
  admission,
  admit,
  createLedgerOrg,
  createModel,
  timesOne,
  tokenPrice,
  violations,
} from "../testing/ledger-fixture";
import { noTokens } from "../token-buckets";
import { authorizeUsage } from "./authorize-usage.service";
import { checkpointHold } from "./checkpoint-hold.service";
import { dispatchHold } from "./dispatch-hold.service";
import { settleHold } from "./settle-hold.service";

let db: TestDatabase;
let pooled: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  pooled = createDatabase(db.appUrl, 1);
});
afterAll(async () => {
  await Promise.all([pooled.prisma.$disconnect(), pooled.pool.end()]);
  await db.close();
});

test("A connection of the application reads the calls of a model once, and their answers are the same", async () => {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgId = await createLedgerOrg(db.owner, { credits: 10_000n, markup: timesOne });
  const { pool } = pooled;
  for (let n = 0; n < 3; n += 1) {
    const { holdId } = await admit(pool, orgId, admission(modelId));
    expect(await dispatchHold(pool, orgId, holdId)).toBe("ok");
    const seen = { ...noTokens, input: 100, output: 10 };
    expect(await checkpointHold(pool, orgId, holdId, seen, 60)).toBe("ok");
    expect(await settleHold(pool, orgId, holdId, { tokens: seen, basis: "provider" })).toMatchObject({
      chargeUcr: 110n,
    });
  }
  const { rows } = await pool.query("SELECT name FROM pg_prepared_statements WHERE name LIKE 'ledger-%' ORDER BY name");
  expect(rows.map(({ name }) => name)).toEqual([
    "ledger-authorize",
    "ledger-checkpoint",
    "ledger-dispatch",
    "ledger-settle",
  ]);
  expect(await violations(db.app)).toEqual([]);
});

test("An admission that is dispatched at once leaves a hold of which silence proves nothing", async () => {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgId = await createLedgerOrg(db.owner, { credits: 10_000n, markup: timesOne });
  for (const dispatch of [undefined, "kept", "covered"] as const) {
    const call = admission(modelId, { requestId: randomUUID(), ...(dispatch === undefined ? {} : { dispatch }) });
    const result = await authorizeUsage(pooled.pool, orgId, call);
    const { rows } = await db.owner.query(
      "SELECT dispatched_at = created_at AS dispatched FROM usage_hold WHERE request_id = $1",
      [call.requestId],
    );
    expect([result.code, rows]).toEqual(["ok", [{ dispatched: dispatch === undefined ? null : true }]]);
  }
});
