import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createModel, plainPrice, violations } from "~/features/ledger/testing/ledger-fixture";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { bookUsage } from "../testing/book-usage";

let db: TestDatabase;
let backend: Backend;
let modelId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  modelId = await createModel(db.owner, plainPrice);
});

afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const all = { kind: "all" } as const;

async function team(): Promise<{ owner: OrgScope; admin: OrgScope; member: OrgScope; viewer: OrgScope }> {
  const owner = await createScope(backend);
  const join = (role: "admin" | "member" | "viewer") => createScope(backend, { role, org: owner.org });
  return { owner, admin: await join("admin"), member: await join("member"), viewer: await join("viewer") };
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "ok",
    (error: unknown) => (error instanceof Error ? error.message : "?"),
  );
}

describe("who sees what", () => {
  it("lets owners and admins buy and see all, members see their own, viewers the balance alone", async () => {
    const people = await team();
    const answers: Record<string, string[]> = {};
    for (const [role, scope] of Object.entries(people)) {
      const { credits } = callerOf(scope);
      answers[role] = await Promise.all([
        codeOf(credits.now()),
        codeOf(credits.entries({ filter: all })),
        codeOf(credits.ownUse()),
        codeOf(credits.lots()),
        codeOf(credits.month()),
        codeOf(credits.checkout()),
        codeOf(credits.buy({ credits: 100, key: randomUUID() })),
      ]);
    }
    const ok = (count: number) => Array.from({ length: count }, () => "ok");
    const no = (count: number) => Array.from({ length: count }, () => "forbidden");
    expect(answers).toEqual({
      owner: ok(7),
      admin: ok(7),
      member: [...ok(3), ...no(4)],
      viewer: [...ok(1), ...no(6)],
    });
  });

  it("shows a member what they used and nothing else, in list, totals, choices and receipts", async () => {
    const { owner, member } = await team();
    await bookUsage(owner, modelId);
    const mine = await bookUsage(member, modelId);
    const { credits } = callerOf(member);
    const { entries } = await credits.entries({ filter: all });
    expect(entries.map(({ amountUcr, who }) => [amountUcr, who?.id])).toEqual([[-mine.chargeUcr, member.userId]]);
    expect(await credits.entryTotals({ filter: all })).toEqual({ count: 1, amountUcr: -mine.chargeUcr });
    expect((await credits.filterChoices()).members).toEqual([]);
    // 1 is the grant, 2 the owner's charge: to this reader neither exists.
    await expect(credits.receipt({ seq: "1" })).rejects.toThrow("not_found");
    await expect(credits.receipt({ seq: "2" })).rejects.toThrow("not_found");
    expect((await credits.receipt({ seq: "3" })).charge?.chargeUcr).toBe(mine.chargeUcr);
    expect((await credits.entries({ filter: { kind: "all", memberId: owner.userId } })).entries).toEqual([]);
  });

  it("answers a foreign entry, member and model as if they did not exist", async () => {
    const [mine, theirs] = await Promise.all([createScope(backend), createScope(backend)]);
    await bookUsage(theirs, modelId);
    await bookUsage(theirs, modelId);
    const { credits } = callerOf(mine);
    await expect(credits.receipt({ seq: "2" })).rejects.toThrow("not_found");
    await expect(credits.receipt({ seq: "999999" })).rejects.toThrow("not_found");
    expect((await credits.entries({ filter: { kind: "all", memberId: theirs.userId } })).entries).toEqual([]);
    expect((await credits.filterChoices()).models).toEqual([]);
  });

  it("does not exist for somebody who is not a member", async () => {
    const stranger = callerOf(await createScope(backend), { org: null });
    await expect(stranger.credits.now()).rejects.toThrow("not_found");
    await expect(stranger.credits.buy({ credits: 500, key: randomUUID() })).rejects.toThrow("not_found");
  });
});

describe("buying", () => {
  it("sells once under one key, though it is pressed 50 times at once", async () => {
    const owner = await createScope(backend);
    const key = randomUUID();
    const { credits } = callerOf(owner);
    const results = await Promise.all(Array.from({ length: 50 }, () => credits.buy({ credits: 500, key })));
    expect(new Set(results.map(({ entrySeq }) => entrySeq)).size).toBe(1);
    expect(results.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    const purchases = (await credits.entries({ filter: { kind: "purchases" } })).entries;
    expect(purchases.map(({ amountUcr }) => amountUcr)).toEqual([500_000_000n]);
    expect((await credits.now()).postedUcr).toBe(550_000_000n);
    expect(await violations(db.owner)).toEqual([]);
  });

  it("refuses another amount under a used key, and changes nothing", async () => {
    const { credits } = callerOf(await createScope(backend));
    const key = randomUUID();
    await credits.buy({ credits: 500, key });
    await expect(credits.buy({ credits: 5_000, key })).rejects.toThrow("request_conflict");
    expect((await credits.now()).postedUcr).toBe(550_000_000n);
  });

  it.each([0, -500, 99, 100_001, 500.5, 1e21, Number.MAX_SAFE_INTEGER])("does not sell %d credits", async (amount) => {
    const { credits } = callerOf(await createScope(backend));
    await expect(credits.buy({ credits: amount, key: randomUUID() })).rejects.toThrow("purchase_amount");
    expect((await credits.now()).postedUcr).toBe(50_000_000n);
  });

  it.each<[string, object]>([
    ["a price", { credits: 500, key: randomUUID(), priceUsdMicros: 1 }],
    ["a balance", { credits: 500, key: randomUUID(), balanceUcr: "1000000000000" }],
    ["an organisation", { credits: 500, key: randomUUID(), orgId: randomUUID() }],
    ["credits as text", { credits: "500", key: randomUUID() }],
    ["credits that are no number", { credits: Number.NaN, key: randomUUID() }],
    ["a key that is none", { credits: 500, key: "\u0000" }],
    ["a megabyte of key", { credits: 500, key: "k".repeat(1_000_000) }],
  ])("refuses a body with %s", async (_what, body) => {
    const { credits } = callerOf(await createScope(backend));
    await expect(Reflect.apply(credits.buy, undefined, [body])).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect((await credits.now()).postedUcr).toBe(50_000_000n);
  });

  it("charges what the server says a credit costs", async () => {
    const { credits } = callerOf(await createScope(backend));
    expect(await credits.buy({ credits: 1_000, key: randomUUID() })).toMatchObject({ priceUsdMicros: 20_000_000n });
  });

  it("sells nothing where the test checkout is off, and says so", async () => {
    const { createPayments } = await import("~/adapters/payments/payments");
    const off = createTestBackend(db.appUrl, {
      models: noModels,
      payments: createPayments({ TEST_CHECKOUT: "off" }),
      settings: { superadminEmails: ["ops@platform.example"] },
    });
    const { credits } = callerOf(await createScope(off));
    await expect(credits.buy({ credits: 500, key: randomUUID() })).rejects.toThrow("checkout_off");
    expect(await credits.checkout()).toMatchObject({ mode: "off", askEmails: ["ops@platform.example"] });
    await closeTestBackend(off);
  });
});
