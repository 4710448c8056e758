import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { adjustCredits } from "../server/adjust-credits.service";
import { authorizeUsage } from "../server/authorize-usage.service";
import { checkpointHold } from "../server/checkpoint-hold.service";
import { grantCredits } from "../server/grant-credits.service";
import { publishPrice } from "../server/publish-price.service";
import { rebuildRollup } from "../server/rebuild-rollups.service";
import { recordPurchase } from "../server/record-purchase.service";
import { refundPurchase } from "../server/refund-purchase.service";
import { releaseHold } from "../server/release-hold.service";
import { settleHold } from "../server/settle-hold.service";
import { raceForCredit, raceOneRequest } from "./detect";
import {
  admission,
  createLedgerOrg,
  createModel,
  plainPrice,
  timesOne,
  tokenPrice,
  violations,
} from "./ledger-fixture";
import { replayEntries } from "./replay-entries";

const seed = Number(process.env.LEDGER_SEED ?? Date.now() % 2 ** 31);
const rounds = Number(process.env.LEDGER_RACE_ROUNDS ?? 25);
const actorId = "00000000-0000-4000-8000-00000000000c";

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 20 });
});

afterAll(async () => {
  await db.close();
});

test(`Sixteen connections at random leave books that replay in order (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgs = [
    await createLedgerOrg(db.owner, { credits: 5_000n, markup: timesOne }),
    await createLedgerOrg(db.owner, { credits: 300n }),
  ];
  const holds: { orgId: string; holdId: string }[] = [];
  const purchases: { orgId: string; purchaseId: string }[] = [];
  await Promise.all(
    Array.from({ length: 16 }, async (_, index) => {
      const random = generator(seed + index);
      const below = (limit: number) => Math.floor(random() * limit);
      const client = new pg.Client(db.appUrl);
      await client.connect();
      for (let round = 0; round < rounds; round += 1) await step(client, random, below);
      await client.end();
    }),
  );
  await Promise.all(orgs.map((orgId) => rebuildRollup(db.app, orgId, { all: false })));
  expect(await violations(db.app)).toEqual([]);
  for (const orgId of orgs) expect(await replayEntries(db.owner, orgId)).toEqual([]);

  async function step(client: pg.Client, random: () => number, below: (limit: number) => number): Promise<void> {
    const orgId = orgs[below(2)] ?? "";
    const one = <T>(list: T[]): T | undefined => list[below(list.length)];
    const tokens = { input: below(60), cacheRead: below(9), cacheWrite: 0, output: below(80), reasoning: below(9) };
    const idempotencyKey = String(below(40));
    const dice = random();
    if (dice < 0.4) {
      const limits = { memberTokensPerMonth: null, requestsPerHour: null };
      const input = {
        inputTokens: below(80),
        maxOutputTokens: below(120),
        limits,
        ttlSeconds: 1 + below(3),
        requestId: `${below(300)}`,
      };
      const result = await authorizeUsage(client, orgId, admission(modelId, input));
      if (result.code === "ok") holds.push({ orgId, holdId: result.holdId });
      return;
    }
    const hold = one(holds);
    const purchase = one(purchases);
    if (dice < 0.65 && hold !== undefined)
      await settleHold(client, hold.orgId, hold.holdId, { tokens, basis: "provider" });
    else if (dice < 0.7 && hold !== undefined) await releaseHold(client, hold.orgId, hold.holdId);
    else if (dice < 0.76 && hold !== undefined) await checkpointHold(client, hold.orgId, hold.holdId, tokens, 1);
    else if (dice < 0.8) await client.query("SELECT * FROM ledger_sweep_org($1, 10)", [orgId]);
    else if (dice < 0.85) {
      const expiresAt = random() < 0.7 ? new Date(Date.now() + 100 + below(3_000)) : null;
      await grantCredits(client, orgId, { kind: "promo", idempotencyKey, amountUcr: 300n, expiresAt });
    } else if (dice < 0.9) {
      const result = await recordPurchase(client, orgId, {
        idempotencyKey,
        provider: "test",
        amountUcr: 200n,
        priceUsdMicros: 1n,
        isPaid: random() < 0.8,
      });
      if (result.code === "ok") purchases.push({ orgId, purchaseId: result.purchaseId });
    } else if (dice < 0.93 && purchase !== undefined) {
      await refundPurchase(client, purchase.orgId, {
        purchaseId: purchase.purchaseId,
        idempotencyKey,
        kind: "refund",
        amountUcr: 90n,
        reason: "test",
      });
    } else if (dice < 0.96)
      await adjustCredits(client, orgId, {
        idempotencyKey,
        amountUcr: BigInt(below(60) - 30) || 1n,
        actorId,
        reason: "test",
      });
    else if (dice < 0.97)
      await publishPrice(db.owner, { modelId, price: random() < 0.5 ? tokenPrice : plainPrice, source: "test" });
    else await client.query("SELECT ledger_expire_lots($1)", [orgId]);
  }
});

test("Sixteen connections that race for the last credits never spend one twice", { timeout: 120_000 }, async () => {
  await raceForCredit(db, { rounds: 8 });
});

test("One request fifty times at once is one call", async () => {
  await raceOneRequest(db);
});

/** A small generator of numbers in [0, 1), the same for the same seed. */
function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
