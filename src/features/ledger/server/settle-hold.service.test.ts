import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import {
  admission,
  admit,
  CREDIT,
  createLedgerOrg,
  createModel,
  plainPrice,
  violations,
} from "../testing/ledger-fixture";
import { noTokens } from "../token-buckets";
import { readBalance } from "./read-balance.service";
import { releaseHold } from "./release-hold.service";
import { settleHold } from "./settle-hold.service";

let db: TestDatabase;
let modelId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  modelId = await createModel(db.owner, plainPrice);
});

afterAll(async () => {
  expect(await violations(db.app)).toEqual([]);
  await db.close();
});

test("A call is held, charged at its exact cost, and the rest of the hold is free again", async () => {
  const orgId = await createLedgerOrg(db.owner, { credits: 10n * CREDIT });
  const hold = await admit(db.app, orgId, admission(modelId, { inputTokens: 1000, maxOutputTokens: 200 }));
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 10n * CREDIT, heldUcr: hold.holdUcr });

  const settled = await settleHold(db.app, orgId, hold.holdId, {
    tokens: { ...noTokens, input: 1000, output: 100 },
    basis: "provider",
  });

  // 1000 x $1 + 100 x $5 a million is $0.0015, ten times that is 0.75 credits.
  expect(settled).toMatchObject({
    code: "ok",
    costPusd: 1_500_000_000n,
    chargeUcr: 750_000n,
    overrunUcr: 0n,
    balanceUcr: 9_250_000n,
  });
  expect(await readBalance(db.app, orgId)).toMatchObject({
    postedUcr: 9_250_000n,
    heldUcr: 0n,
    availableUcr: 9_250_000n,
  });
});

test("A charge larger than its hold is charged in full and its overrun is recorded", async () => {
  const orgId = await createLedgerOrg(db.owner, { credits: CREDIT });
  const hold = await admit(db.app, orgId, admission(modelId, { inputTokens: 100, maxOutputTokens: 10 }));
  const settled = await settleHold(db.app, orgId, hold.holdId, {
    tokens: { ...noTokens, input: 100, output: 100_000 },
    basis: "provider",
  });
  expect(settled.chargeUcr).toBeGreaterThan(CREDIT);
  expect(settled.overrunUcr).toBe(settled.chargeUcr - hold.holdUcr);
  expect(settled.balanceUcr).toBe(CREDIT - settled.chargeUcr);
});

test("A released hold costs nothing and gives everything back", async () => {
  const orgId = await createLedgerOrg(db.owner, { credits: CREDIT });
  const hold = await admit(db.app, orgId, admission(modelId));
  expect(await releaseHold(db.app, orgId, hold.holdId)).toBe("ok");
  expect(await releaseHold(db.app, orgId, hold.holdId)).toBe("released");
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: CREDIT, heldUcr: 0n });
});
