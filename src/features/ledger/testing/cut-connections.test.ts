import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { adjustCredits } from "../server/adjust-credits.service";
import { authorizeUsage } from "../server/authorize-usage.service";
import { checkpointHold } from "../server/checkpoint-hold.service";
import { correctCharge } from "../server/correct-charge.service";
import { dispatchHold } from "../server/dispatch-hold.service";
import { grantCredits } from "../server/grant-credits.service";
import { recordPurchase } from "../server/record-purchase.service";
import { refundPurchase } from "../server/refund-purchase.service";
import { releaseHold } from "../server/release-hold.service";
import { settleHold } from "../server/settle-hold.service";
import { noTokens } from "../token-buckets";
import { readState } from "./compare-state";
import { type Cut, CuttingProxy } from "./cutting-proxy";
import { admission, createLedgerOrg, createModel, timesOne, tokenPrice, violations } from "./ledger-fixture";

const actorId = "00000000-0000-4000-8000-00000000000c";
const users = { userId: "00000000-0000-4000-8000-00000000000a" };

let db: TestDatabase;
let proxy: CuttingProxy;
let modelId: string;
let url: string;

beforeAll(async () => {
  db = await createTestDatabase();
  modelId = await createModel(db.owner, tokenPrice);
  const direct = new URL(db.appUrl);
  proxy = new CuttingProxy(direct.hostname, Number(direct.port || 5432));
  direct.port = String(await proxy.listen());
  url = direct.href;
});

afterAll(async () => {
  expect(await violations(db.app)).toEqual([]);
  await proxy.close();
  await db.close();
});

/** A day of an organisation, each step under its own key, as a caller that tries again until it is answered. */
async function story(sql: (work: (sql: Sql) => Promise<unknown>) => Promise<void>, orgId: string): Promise<void> {
  let holdId = "";
  let purchaseId = "";
  const tokens = { ...noTokens, input: 50, output: 60 };
  await sql((c) => grantCredits(c, orgId, { kind: "promo", idempotencyKey: "g", amountUcr: 1000n }));
  await sql(async (c) => {
    const result = await recordPurchase(c, orgId, {
      idempotencyKey: "p",
      provider: "test",
      amountUcr: 500n,
      priceUsdMicros: 1n,
      isPaid: true,
    });
    if ("purchaseId" in result) purchaseId = result.purchaseId;
  });
  const admitAs = (requestId: string) =>
    sql(async (c) => {
      const result = await authorizeUsage(c, orgId, admission(modelId, { ...users, requestId }));
      if ("holdId" in result) holdId = result.holdId;
    });
  await admitAs("one");
  await sql((c) => dispatchHold(c, orgId, holdId));
  await sql((c) => checkpointHold(c, orgId, holdId, { ...tokens, output: 20 }, 60));
  await sql((c) => settleHold(c, orgId, holdId, { tokens, basis: "provider" }));
  await sql((c) =>
    correctCharge(c, orgId, {
      chargeId: holdId,
      idempotencyKey: "c",
      tokens: { ...tokens, output: 70 },
      basis: "provider",
      reason: "late",
    }),
  );
  await admitAs("two");
  await sql((c) => releaseHold(c, orgId, holdId));
  await sql((c) =>
    refundPurchase(c, orgId, { purchaseId, idempotencyKey: "r", kind: "refund", amountUcr: 200n, reason: "asked" }),
  );
  await sql((c) => adjustCredits(c, orgId, { idempotencyKey: "a", amountUcr: -5n, actorId, reason: "test" }));
}

/** Runs the story with one cut; whoever loses the connection connects again and repeats the step with the same key. */
async function withCut(cut: Cut | null, inTransaction: boolean): Promise<{ state: unknown; statements: number }> {
  const orgId = await createLedgerOrg(db.owner, { markup: timesOne });
  let client: pg.Client | null = null;
  const connected = async () => {
    if (client !== null) return client;
    const fresh = new pg.Client(url);
    fresh.on("error", () => undefined);
    await fresh.connect();
    client = fresh;
    return fresh;
  };
  await connected();
  proxy.arm(cut);
  await story(async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const sql = await connected();
        if (inTransaction) await sql.query("BEGIN");
        await work(sql);
        if (inTransaction) await sql.query("COMMIT");
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        client = null;
      }
    }
  }, orgId);
  const { statements } = proxy;
  proxy.arm(null);
  await (await connected()).end();
  const state = await readState(db.owner, orgId);
  // Real time passes here, so a hold's end is another one each time.
  const holds = state.holds.map((hold) => hold.replace(/until \d+/, ""));
  return { state: { ...state, holds }, statements };
}

test.each([
  ["statement", false],
  ["statement of a transaction, its BEGIN and its COMMIT included", true],
] as const)(
  "A connection cut before, in or after any %s, and a retry, end where no cut would have",
  { timeout: 300_000 },
  async (_name, inTransaction) => {
    const { state, statements } = await withCut(null, inTransaction);
    expect(statements).toBeGreaterThanOrEqual(inTransaction ? 33 : 11);
    for (let at = 1; at <= statements; at += 1) {
      for (const when of ["before", "during", "after"] as const) {
        const cut = await withCut({ at, when }, inTransaction);
        expect({ at, when, state: cut.state }).toEqual({ at, when, state });
      }
    }
  },
);

test("Keys of one organisation mean nothing in another", async () => {
  const [a, b] = [await createLedgerOrg(db.owner), await createLedgerOrg(db.owner)];
  const idempotencyKey = randomUUID();
  for (const orgId of [a, b]) {
    expect(await grantCredits(db.app, orgId, { kind: "promo", idempotencyKey, amountUcr: 7n })).toMatchObject({
      code: "ok",
    });
  }
});
