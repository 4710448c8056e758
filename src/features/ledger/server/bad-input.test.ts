import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
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
import { adjustCredits } from "./adjust-credits.service";
import { authorizeUsage } from "./authorize-usage.service";
import { configureAccount } from "./configure-account.service";
import { grantCredits } from "./grant-credits.service";
import { readBalance } from "./read-balance.service";
import { recordPurchase } from "./record-purchase.service";
import { releaseHold } from "./release-hold.service";
import { settleHold } from "./settle-hold.service";

let db: TestDatabase;
let modelId: string;
let orgId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  modelId = await createModel(db.owner, tokenPrice);
  orgId = await createLedgerOrg(db.owner, { credits: 1000n });
});

afterAll(async () => {
  expect(await readBalance(db.app, orgId)).toMatchObject({ postedUcr: 1000n, heldUcr: 0n, seq: 1n });
  expect(await violations(db.app)).toEqual([]);
  await db.close();
});

const badInput = expect.objectContaining({ code: "bad_input" });

test.each([
  ["a fraction of a token", { inputTokens: 1.5 }],
  ["fewer tokens than none", { inputTokens: -1 }],
  ["more tokens than there are", { maxOutputTokens: 2_000_000_000 }],
  ["a NUL in its id", { requestId: "a\0b" }],
  ["an enormous id", { requestId: "x".repeat(1_000_000) }],
  ["a person who is no id", { userId: "somebody" }],
  ["no time to live", { ttlSeconds: 0 }],
] as const)("An admission with %s is bad input and changes nothing", async (_name, input) => {
  await expect(authorizeUsage(db.app, orgId, admission(modelId, input))).rejects.toEqual(badInput);
});

test("A model without a price, without an entry, or taken off sale is refused, never priced by a guess", async () => {
  await db.owner.query(
    "INSERT INTO model VALUES ('test/unpriced', 'test', 'x', 'chat', 1000, 10, true, 1), ('test/off', 'test', 'x', 'chat', 1000, 10, false, 1)",
  );
  for (const id of ["test/unpriced", "test/off", `${modelId}-2027-01-01`, modelId.slice(0, -1), ""]) {
    expect(await authorizeUsage(db.app, orgId, admission(id))).toMatchObject({
      code: "unpriced",
      checks: { balance: { requiredUcr: null } },
    });
  }
});

test.each([0n, -5n, 10n ** 18n, 10n ** 30n])(
  "A purchase, a grant and an adjustment of %s ucr are bad input where they make no sense",
  async (amountUcr) => {
    const idempotencyKey = randomUUID();
    await expect(
      recordPurchase(db.app, orgId, { idempotencyKey, provider: "test", amountUcr, priceUsdMicros: 1n, isPaid: true }),
    ).rejects.toEqual(badInput);
    await expect(grantCredits(db.app, orgId, { kind: "promo", idempotencyKey, amountUcr })).rejects.toEqual(badInput);
    if (amountUcr === -5n) return;
    await expect(
      adjustCredits(db.app, orgId, { idempotencyKey, amountUcr, actorId: randomUUID(), reason: "x" }),
    ).rejects.toEqual(badInput);
  },
);

test("An adjustment needs a reason, a key of a sane length and an account", async () => {
  const input = { idempotencyKey: "k", amountUcr: 1n, actorId: randomUUID(), reason: "x" };
  await expect(adjustCredits(db.app, orgId, { ...input, reason: "  " })).rejects.toEqual(badInput);
  await expect(adjustCredits(db.app, orgId, { ...input, idempotencyKey: "k".repeat(5000) })).rejects.toEqual(badInput);
  await expect(adjustCredits(db.app, randomUUID(), input)).rejects.toEqual(
    expect.objectContaining({ code: "not_found" }),
  );
  await expect(configureAccount(db.app, orgId, { overdraftUcr: -1n })).rejects.toEqual(badInput);
});

test("Another organisation's hold and one that never was are answered alike", async () => {
  const other = await createLedgerOrg(db.owner, { credits: 10_000n, markup: timesOne });
  const hold = await admit(db.app, other, admission(modelId));
  for (const holdId of [hold.holdId, randomUUID()]) {
    const missing = expect.objectContaining({ code: "not_found", message: "hold not found" });
    await expect(settleHold(db.app, orgId, holdId, { tokens: noTokens, basis: "provider" })).rejects.toEqual(missing);
    await expect(releaseHold(db.app, orgId, holdId)).rejects.toEqual(missing);
  }
  await releaseHold(db.app, other, hold.holdId);
});

test("Inside one organisation's transaction no function serves another, and nothing but the functions writes", async () => {
  const other = await createLedgerOrg(db.owner, { credits: 10_000n, markup: timesOne });
  const client = await db.app.connect();
  const refused = async (text: string, code: string) => {
    await client.query("SAVEPOINT s");
    await expect(client.query(text)).rejects.toMatchObject({ code });
    await client.query("ROLLBACK TO s");
  };
  await client.query("BEGIN");
  await client.query("SELECT set_config('app.org_id', $1, true), set_config('role', 'app_user', true)", [orgId]);
  await expect(client.query("SELECT count(*)::int AS n FROM ledger_entry")).resolves.toMatchObject({
    rows: [{ n: 1 }],
  });
  await refused(`SELECT ledger_balance('${other}')`, "CP001");
  await refused(`UPDATE credit_account SET posted_ucr = 1`, "42501");
  await refused(`INSERT INTO ledger_command SELECT * FROM ledger_command`, "42501");
  await refused(`SELECT ledger_expire('${orgId}', now())`, "42501");
  await client.query("ROLLBACK");
  client.release();
});

test("Entries, charges and versions cannot be edited, not even by the owner of the tables", async () => {
  await expect(db.owner.query("UPDATE ledger_entry SET amount_ucr = 1")).rejects.toThrow("append-only");
  await expect(db.owner.query("TRUNCATE ledger_command")).rejects.toThrow("append-only");
  await expect(db.owner.query("UPDATE model_price_version SET input_pusd = '{1}'")).rejects.toThrow("never edited");
  await expect(db.owner.query("DELETE FROM markup_version")).rejects.toThrow("never edited");
});

test("Prices and markups in force never overlap, whoever writes them", async () => {
  await expect(
    db.owner.query(
      `INSERT INTO model_price_version SELECT gen_random_uuid(), model_id, 99, valid_from + interval '1 hour', NULL, from_input_tokens, input_pusd,
         cache_read_pusd, cache_write_pusd, output_pusd, reasoning_pusd, request_pusd, source, NULL, NULL, now()
       FROM model_price_version WHERE model_id = $1`,
      [modelId],
    ),
  ).rejects.toMatchObject({ code: "23P01" });
});

test("What a provider wrote into its usage never makes a settlement fail", async () => {
  const other = await createLedgerOrg(db.owner, { credits: 10_000n, markup: timesOne });
  const itself: Record<string, unknown> = {};
  itself.self = itself;
  for (const rawUsage of [{ text: "a\0b" }, { text: "\ud800" }, itself, { big: 10n }, "x".repeat(100_000), undefined]) {
    const hold = await admit(db.app, other, admission(modelId));
    expect(
      await settleHold(db.app, other, hold.holdId, { tokens: noTokens, basis: "provider", rawUsage }),
    ).toMatchObject({ code: "ok" });
  }
});
