import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { maxTokensCost } from "../rates";
import {
  admission,
  admit,
  CREDIT,
  createLedgerOrg,
  createModel,
  plainPrice,
  timesOne,
  tokenPrice,
  violations,
} from "../testing/ledger-fixture";
import { noTokens } from "../token-buckets";
import { authorizeUsage } from "./authorize-usage.service";
import { checkpointHold } from "./checkpoint-hold.service";
import { dispatchHold } from "./dispatch-hold.service";
import { grantCredits } from "./grant-credits.service";
import { publishMarkup } from "./publish-markup.service";
import { publishPrice } from "./publish-price.service";
import { readBalance } from "./read-balance.service";
import { type PurchaseInput, recordPurchase } from "./record-purchase.service";
import { refundPurchase } from "./refund-purchase.service";
import { releaseHold } from "./release-hold.service";
import { settleHold } from "./settle-hold.service";

// Each test is named after what went wrong elsewhere.
let db: TestDatabase;
/** A token is a ucr here, so that numbers can be read. */
let tokenModel: string;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 20 });
  tokenModel = await createModel(db.owner, tokenPrice);
});

afterAll(async () => {
  expect(await violations(db.app)).toEqual([]);
  await db.close();
});

const org = (credits: bigint) => createLedgerOrg(db.owner, { credits, markup: timesOne });
const output = (tokens: number) => ({ ...noTokens, output: tokens });
const paid = (input: Partial<PurchaseInput> = {}): PurchaseInput => ({
  ...{ idempotencyKey: randomUUID(), provider: "test", amountUcr: 1000n, priceUsdMicros: 20_000n, isPaid: true },
  ...input,
});

test("Of N calls at once on credit for one, exactly one goes out", async () => {
  const orgId = await org(200n);
  const calls = Array.from({ length: 20 }, () =>
    admission(tokenModel, { inputTokens: 100, maxOutputTokens: 100, minOutputTokens: 100 }),
  );
  const results = await Promise.all(calls.map((call) => authorizeUsage(db.app, orgId, call)));
  expect(results.filter(({ code }) => code === "ok")).toHaveLength(1);
  expect(results.filter(({ code }) => code === "insufficient_credits")).toHaveLength(19);
});

test("A thin balance is not starved by worst-case holds: the answer is shortened to what is affordable, or says how much that is", async () => {
  const orgId = await org(500n);
  const first = await admit(
    db.app,
    orgId,
    admission(tokenModel, { inputTokens: 100, maxOutputTokens: 10_000, minOutputTokens: 50 }),
  );
  expect(first.maxOutputTokens).toBe(400);
  const second = await authorizeUsage(
    db.app,
    orgId,
    admission(tokenModel, { inputTokens: 0, maxOutputTokens: 10_000, minOutputTokens: 50 }),
  );
  expect(second).toMatchObject({
    code: "insufficient_credits",
    affordableOutputTokens: 0,
    availableUcr: 0n,
    requiredUcr: 50n,
  });
  await settleHold(db.app, orgId, first.holdId, {
    tokens: { ...noTokens, input: 100, output: 100 },
    basis: "provider",
  });
  const third = await authorizeUsage(
    db.app,
    orgId,
    admission(tokenModel, { inputTokens: 100, maxOutputTokens: 10_000, minOutputTokens: 300 }),
  );
  expect(third).toMatchObject({ code: "insufficient_credits", affordableOutputTokens: 200 });
});

test("A long-context call is held at the price of its tier, so that it cannot outgrow its hold", async () => {
  const modelId = await createModel(db.owner, plainPrice);
  const orgId = await createLedgerOrg(db.owner, { credits: 1000n * CREDIT, markup: timesOne });
  const hold = await admit(db.app, orgId, admission(modelId, { inputTokens: 250_000, maxOutputTokens: 1000 }));
  expect(hold.holdUcr).toBe(maxTokensCost(plainPrice, 250_000, 1000) / 20_000n);
  const settled = await settleHold(db.app, orgId, hold.holdId, {
    tokens: { input: 200_000, cacheRead: 1, cacheWrite: 49_999, output: 900, reasoning: 100 },
    basis: "provider",
  });
  expect(settled.overrunUcr).toBe(0n);
});

test("A sweep and a late settlement do not both give the hold back", async () => {
  const orgId = await org(1000n);
  const swept = await admit(db.app, orgId, admission(tokenModel, { ttlSeconds: 1 }));
  const other = await admit(db.app, orgId, admission(tokenModel));
  await at(db, "5 seconds", (sql) => sql.query("SELECT * FROM ledger_sweep_org($1, 10)", [orgId]));
  expect(await readBalance(db.app, orgId)).toMatchObject({ heldUcr: other.holdUcr });
  expect(await settleHold(db.app, orgId, swept.holdId, { tokens: output(10), basis: "provider" })).toMatchObject({
    code: "ok_late",
  });
  expect(await releaseHold(db.app, orgId, swept.holdId)).toBe("settled");
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 990n, heldUcr: other.holdUcr });
});

test("An error half-way through a settlement leaves nothing behind, and a handler that then settles 0 still charges what was delivered", async () => {
  const orgId = await org(1000n);
  const hold = await admit(db.app, orgId, admission(tokenModel));
  await dispatchHold(db.app, orgId, hold.holdId);
  await checkpointHold(db.app, orgId, hold.holdId, { ...noTokens, input: 100, output: 30 }, 60);
  await db.owner.query(
    `CREATE FUNCTION test_fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk on fire'; END $$`,
  );
  await db.owner.query(
    "CREATE TRIGGER test_fail AFTER INSERT ON usage_charge FOR EACH ROW EXECUTE FUNCTION test_fail()",
  );
  try {
    await expect(settleHold(db.app, orgId, hold.holdId, { tokens: output(50), basis: "provider" })).rejects.toThrow(
      "disk on fire",
    );
  } finally {
    await db.owner.query("DROP TRIGGER test_fail ON usage_charge");
  }
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 1000n, heldUcr: hold.holdUcr });
  expect(await settleHold(db.app, orgId, hold.holdId, { tokens: noTokens, basis: "stream_estimate" })).toMatchObject({
    chargeUcr: 130n,
  });
});

test("A refund is never greater than its purchase, alone or together with others", async () => {
  const orgId = await org(0n);
  const purchase = await recordPurchase(db.app, orgId, paid());
  if (purchase.code !== "ok") throw new Error(purchase.code);
  const refund = (amountUcr: bigint | null) =>
    refundPurchase(db.app, orgId, {
      purchaseId: purchase.purchaseId,
      idempotencyKey: randomUUID(),
      kind: "refund",
      amountUcr,
      reason: "asked",
    });
  expect(await refund(1001n)).toMatchObject({ code: "exceeds_purchase", restUcr: 1000n });
  const atOnce = await Promise.all([refund(600n), refund(600n), refund(600n)]);
  expect(atOnce.map(({ code }) => code).sort()).toEqual(["exceeds_purchase", "exceeds_purchase", "ok"]);
  expect(await refund(null)).toMatchObject({ code: "ok", amountUcr: -400n, restUcr: 0n, balanceUcr: 0n });
  expect(await refund(null)).toMatchObject({ code: "nothing_left" });
});

test("A refund of spent credits leaves a debt that the next purchase repays first", async () => {
  const orgId = await org(0n);
  const purchase = await recordPurchase(db.app, orgId, paid());
  if (purchase.code !== "ok") throw new Error(purchase.code);
  const hold = await admit(db.app, orgId, admission(tokenModel, { inputTokens: 0, maxOutputTokens: 700 }));
  await settleHold(db.app, orgId, hold.holdId, { tokens: output(700), basis: "provider" });
  await refundPurchase(db.app, orgId, {
    purchaseId: purchase.purchaseId,
    idempotencyKey: "r",
    kind: "refund",
    reason: "asked",
  });
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: -700n, availableUcr: -700n });
  expect(await authorizeUsage(db.app, orgId, admission(tokenModel))).toMatchObject({ code: "insufficient_credits" });
  expect(await recordPurchase(db.app, orgId, paid())).toMatchObject({ code: "ok", balanceUcr: 300n });
});

test("A client that leaves just before the usage arrives is charged by the local count, and corrected when the number comes", async () => {
  const orgId = await org(1000n);
  const hold = await admit(db.app, orgId, admission(tokenModel, { ttlSeconds: 1 }));
  await dispatchHold(db.app, orgId, hold.holdId);
  await checkpointHold(db.app, orgId, hold.holdId, { ...noTokens, input: 90, output: 40 }, 1);
  await at(db, "1 hour", (sql) => sql.query("SELECT * FROM ledger_sweep_org($1, 10)", [orgId]));
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 870n, heldUcr: 0n });
  const late = { tokens: { ...noTokens, input: 88, output: 45 }, basis: "provider" } as const;
  expect(await settleHold(db.app, orgId, hold.holdId, late)).toMatchObject({
    code: "ok_late",
    chargeUcr: 133n,
    balanceUcr: 867n,
  });
  expect(await settleHold(db.app, orgId, hold.holdId, late)).toMatchObject({
    code: "replay",
    chargeUcr: 133n,
    balanceUcr: 867n,
  });
});

test("Explicit zero usage is a charge of 0, not a missing number", async () => {
  const orgId = await org(1000n);
  const hold = await admit(db.app, orgId, admission(tokenModel));
  await dispatchHold(db.app, orgId, hold.holdId);
  await checkpointHold(db.app, orgId, hold.holdId, { ...noTokens, input: 90 }, 60);
  const zero = { tokens: noTokens, basis: "provider", rawUsage: { inputTokens: 0, outputTokens: 0 } } as const;
  expect(await settleHold(db.app, orgId, hold.holdId, zero)).toMatchObject({ code: "ok", chargeUcr: 0n, costPusd: 0n });
  const { rows } = await db.owner.query(
    "SELECT entry_seq, charge_ucr, raw_usage FROM usage_charge WHERE hold_id = $1",
    [hold.holdId],
  );
  expect(rows).toEqual([{ entry_seq: null, charge_ucr: "0", raw_usage: { inputTokens: 0, outputTokens: 0 } }]);
});

test("When the callbacks of an abort and of the end both fire, one of them charges", async () => {
  const orgId = await org(1000n);
  const hold = await admit(db.app, orgId, admission(tokenModel));
  const both = await Promise.all([
    settleHold(db.app, orgId, hold.holdId, { tokens: output(30), basis: "stream_estimate" }),
    settleHold(db.app, orgId, hold.holdId, { tokens: output(30), basis: "provider" }),
    releaseHold(db.app, orgId, hold.holdId),
  ]);
  expect(both.slice(0, 2).map((result) => (typeof result === "string" ? result : result.chargeUcr))).toEqual([
    30n,
    30n,
  ]);
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 970n, heldUcr: 0n });
});

test("A webhook delivered 20 times, shuffled and at once, grants once", async () => {
  const orgId = await org(0n);
  const purchase = paid();
  const deliveries = Array.from({ length: 20 }, (_, index) => ({ ...purchase, isPaid: index % 3 !== 0 }));
  const results = await Promise.all(deliveries.map((delivery) => recordPurchase(db.app, orgId, delivery)));
  expect(results.filter(({ code }) => code === "ok")).toHaveLength(1);
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 1000n, seq: 1n });
  expect(await recordPurchase(db.app, orgId, { ...purchase, amountUcr: 1001n })).toEqual({ code: "conflict" });
});

test("The note that a webhook was seen is never kept without its effect", async () => {
  const orgId = await org(0n);
  const purchase = paid();
  const client = await db.app.connect();
  await client.query("BEGIN");
  expect(await recordPurchase(client, orgId, purchase)).toMatchObject({ code: "ok" });
  client.release(true); // The process dies before it can commit.
  expect(await recordPurchase(db.app, orgId, purchase)).toMatchObject({ code: "ok", balanceUcr: 1000n });
});

test("An attempt that failed does not burn its key", async () => {
  const orgId = await org(50n);
  const call = admission(tokenModel, { inputTokens: 100, maxOutputTokens: 1 });
  expect(await authorizeUsage(db.app, orgId, call)).toMatchObject({ code: "insufficient_credits" });
  const past = { kind: "promo", idempotencyKey: "k", amountUcr: 100n, expiresAt: new Date(0) } as const;
  expect(await grantCredits(db.app, orgId, past)).toEqual({ code: "already_expired" });
  expect(await grantCredits(db.app, orgId, { ...past, expiresAt: null })).toMatchObject({ code: "ok" });
  expect(await authorizeUsage(db.app, orgId, call)).toMatchObject({ code: "ok" });
  expect(await authorizeUsage(db.app, orgId, { ...call, fingerprint: "other" })).toEqual({ code: "conflict" });
});

test("A checkout that is completed but unpaid grants nothing until it is paid", async () => {
  const orgId = await org(0n);
  const purchase = paid({ isPaid: false });
  expect(await recordPurchase(db.app, orgId, purchase)).toMatchObject({ code: "pending", balanceUcr: 0n });
  expect(await recordPurchase(db.app, orgId, { ...purchase, isPaid: true })).toMatchObject({
    code: "ok",
    balanceUcr: 1000n,
  });
  expect(await recordPurchase(db.app, orgId, purchase)).toMatchObject({ code: "replay" });
});

test("A dispute after a refund takes only what the refund left", async () => {
  const orgId = await org(0n);
  const purchase = await recordPurchase(db.app, orgId, paid());
  if (purchase.code !== "ok") throw new Error(purchase.code);
  const take = (kind: "refund" | "dispute", amountUcr: bigint) =>
    refundPurchase(db.app, orgId, {
      purchaseId: purchase.purchaseId,
      idempotencyKey: `${kind} ${amountUcr}`,
      kind,
      amountUcr,
      reason: "test",
    });
  expect(await take("refund", 300n)).toMatchObject({ code: "ok", balanceUcr: 700n });
  expect(await take("dispute", 1000n)).toMatchObject({ code: "ok", amountUcr: -700n, balanceUcr: 0n });
  expect(await take("dispute", 999n)).toMatchObject({ code: "nothing_left" });
});

test("Credit that has expired but was not swept yet is not spent", async () => {
  const orgId = await org(0n);
  const expiresAt = new Date(Date.now() + 60_000);
  await grantCredits(db.app, orgId, { kind: "promo", idempotencyKey: "short", amountUcr: 1000n, expiresAt });
  await at(db, "2 minutes", async (sql) => {
    expect(await readBalance(sql, orgId)).toMatchObject({ postedUcr: 1000n, availableUcr: 0n });
    expect(await authorizeUsage(sql, orgId, admission(tokenModel))).toMatchObject({
      code: "insufficient_credits",
      availableUcr: 0n,
    });
    expect(await readBalance(sql, orgId)).toMatchObject({ postedUcr: 0n });
  });
});

test("An expiry does not take what an open hold was promised", async () => {
  const orgId = await org(0n);
  const expiresAt = new Date(Date.now() + 60_000);
  await grantCredits(db.app, orgId, { kind: "promo", idempotencyKey: "short", amountUcr: 1000n, expiresAt });
  const hold = await admit(db.app, orgId, admission(tokenModel, { ttlSeconds: 3600 }));
  await at(db, "2 minutes", async (sql) => {
    await sql.query("SELECT ledger_expire_lots($1)", [orgId]);
    expect(await readBalance(sql, orgId)).toMatchObject({ postedUcr: 200n, heldUcr: 200n });
    await settleHold(sql, orgId, hold.holdId, { tokens: output(150), basis: "provider" });
    expect(await readBalance(sql, orgId)).toMatchObject({ postedUcr: 0n, heldUcr: 0n });
  });
});

test("A price and a markup that change while a hold is open do not change what it is charged", async () => {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgId = await org(10_000n);
  const hold = await admit(db.app, orgId, admission(modelId));
  const dearer = { base: { ...tokenPrice.base, output: 200_000n }, tiers: [] };
  await publishPrice(db.owner, { modelId, price: dearer, source: "test" });
  await publishMarkup(db.owner, {
    scope: { orgId },
    markup: { ...timesOne, tiers: [{ fromCostPusd: 0n, multiplierBp: 20_000 }] },
    reason: "test",
  });
  expect(await settleHold(db.app, orgId, hold.holdId, { tokens: output(100), basis: "provider" })).toMatchObject({
    chargeUcr: 100n,
  });
  const next = await admit(db.app, orgId, admission(modelId));
  expect(await settleHold(db.app, orgId, next.holdId, { tokens: output(100), basis: "provider" })).toMatchObject({
    chargeUcr: 2000n,
  });
});

/** Runs work on a connection whose clock is ahead. */
async function at(
  database: TestDatabase,
  ahead: string,
  work: (sql: import("pg").PoolClient) => Promise<unknown>,
): Promise<void> {
  const client = await database.app.connect();
  try {
    await client.query("SELECT set_config('app.now', (clock_timestamp() + $1::interval)::text, false)", [ahead]);
    await work(client);
  } finally {
    client.release(true);
  }
}
