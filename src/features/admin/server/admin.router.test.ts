import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bookUsage } from "~/features/credits/testing/book-usage";
import { createModel, plainPrice, violations } from "~/features/ledger/testing/ledger-fixture";
import type { Backend, UserScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { idleJobs } from "~/testing/idle-jobs";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";

let db: TestDatabase;
let backend: Backend;
let modelId: string;
let superadmin: UserScope;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels, jobs: idleJobs });
  modelId = await createModel(db.owner, plainPrice);
  const person = await createScope(backend);
  superadmin = { ...person, user: { ...person.user, isSuperadmin: true } };
});

afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const console_ = () => callerOf(superadmin, { org: null }).admin;
const auditOf = async (orgId: string) =>
  (await db.owner.query("SELECT * FROM audit_event WHERE org_id = $1 AND action = 'credits.adjust'", [orgId])).rows;

describe("who may enter the console", () => {
  it("is closed to every role of an organisation, in every procedure", async () => {
    const owner = await createScope(backend);
    const { admin } = callerOf(owner);
    const { orgId } = owner;
    const answers = await Promise.allSettled([
      admin.overview(),
      admin.orgs({}),
      admin.org({ orgId }),
      admin.orgEntries({ orgId, filter: { kind: "all" } }),
      admin.orgCharges({ orgId }),
      admin.adjust({ orgId, amountUcr: 1_000_000n, reason: "for myself", key: randomUUID() }),
      admin.prices(),
      admin.markups(),
      admin.lastCheck(),
      admin.checkLedger(),
      admin.adapters(),
      admin.probePorts(),
      admin.testPort({ port: "database", adapter: "postgresql" }),
    ]);
    expect(answers.map((answer) => (answer.status === "rejected" ? String(answer.reason.message) : "open"))).toEqual(
      answers.map(() => "forbidden"),
    );
    expect((await callerOf(owner).credits.now()).postedUcr).toBe(50_000_000n);
  });
});

describe("adjusting a balance", () => {
  it("writes an entry and an audit row together, once under one key", async () => {
    const owner = await createScope(backend);
    const input = { orgId: owner.orgId, amountUcr: 12_345_678n, reason: "Goodwill for the outage", key: randomUUID() };
    const results = await Promise.all(Array.from({ length: 20 }, () => console_().adjust(input)));
    expect(results.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(new Set(results.map(({ balanceUcr }) => balanceUcr))).toEqual(new Set([62_345_678n]));
    const [entry] = (await callerOf(owner).credits.entries({ filter: { kind: "adjustments" } })).entries;
    expect(entry).toMatchObject({
      amountUcr: 12_345_678n,
      what: { kind: "adjustment", reason: "Goodwill for the outage" },
    });
    const audit = await auditOf(owner.orgId);
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({
      actor_id: superadmin.userId,
      actor_role: "superadmin",
      reason: "Goodwill for the outage",
      before: { balanceUcr: "50000000" },
      after: { balanceUcr: "62345678", amountUcr: "12345678" },
    });
  });

  it("takes away, below zero if it must, and the ledger stays whole", async () => {
    const owner = await createScope(backend);
    const result = await console_().adjust({
      orgId: owner.orgId,
      amountUcr: -80_000_000n,
      reason: "Charged back",
      key: randomUUID(),
    });
    expect(result.balanceUcr).toBe(-30_000_000n);
    expect((await callerOf(owner).credits.now()).availableUcr).toBe(-30_000_000n);
    expect(await violations(db.owner)).toEqual([]);
  });

  it("refuses another amount under a used key, with no second audit row", async () => {
    const owner = await createScope(backend);
    const input = { orgId: owner.orgId, amountUcr: 1_000_000n, reason: "Once", key: randomUUID() };
    await console_().adjust(input);
    await expect(console_().adjust({ ...input, amountUcr: 2_000_000n })).rejects.toThrow("request_conflict");
    expect(await auditOf(owner.orgId)).toHaveLength(1);
  });

  it("refuses nothing, too much, no reason, and an organisation that is not there", async () => {
    const { orgId } = await createScope(backend);
    const input = { orgId, amountUcr: 1n, reason: "A good one", key: randomUUID() };
    await expect(console_().adjust({ ...input, amountUcr: 0n })).rejects.toThrow("adjustment_amount");
    await expect(console_().adjust({ ...input, amountUcr: 10n ** 18n })).rejects.toThrow("adjustment_amount");
    await expect(console_().adjust({ ...input, amountUcr: 10n ** 30n })).rejects.toThrow("adjustment_amount");
    await expect(console_().adjust({ ...input, reason: "  " })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(console_().adjust({ ...input, reason: "a\u0000b c" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(console_().adjust({ ...input, orgId: randomUUID() })).rejects.toThrow("not_found");
    expect(await auditOf(orgId)).toHaveLength(0);
  });
});

describe("what the console shows", () => {
  it("lists organisations by every column, complete and without doubles", async () => {
    for (let n = 0; n < 5; n++) await createScope(backend);
    const { rows } = await db.owner.query<{ count: string }>("SELECT count(*) FROM organization");
    for (const sort of ["name", "balance", "held", "paid", "activity"] as const) {
      for (const descending of [true, false]) {
        const ids: string[] = [];
        const input = { sort, descending, limit: 3 };
        let page = await console_().orgs(input);
        expect(page.previous).toBeNull();
        ids.push(...page.orgs.map(({ id }) => id));
        while (page.next !== null) {
          page = await console_().orgs({ ...input, cursor: { direction: "next", ...page.next } });
          ids.push(...page.orgs.map(({ id }) => id));
        }
        const back = page.orgs.map(({ id }) => id);
        while (page.previous !== null) {
          page = await console_().orgs({ ...input, cursor: { direction: "previous", ...page.previous } });
          back.unshift(...page.orgs.map(({ id }) => id));
        }
        expect(back).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(Number(rows[0]?.count));
      }
    }
  });

  it("finds an organisation by name, address or the e-mail of a member", async () => {
    const owner = await createScope(backend);
    for (const search of [owner.org.name, owner.org.slug, owner.user.email]) {
      expect((await console_().orgs({ search })).orgs.map(({ id }) => id)).toContain(owner.orgId);
    }
    expect((await console_().orgs({ search: "no such % organisation" })).orgs).toEqual([]);
  });

  it("shows one organisation's account, entries, charges and receipts", async () => {
    const owner = await createScope(backend);
    await callerOf(owner).credits.buy({ credits: 1_000, key: randomUUID() });
    const charges = [];
    for (let call = 0; call < 5; call++) charges.unshift(await bookUsage(owner, modelId));
    const { orgId } = owner;
    const org = await console_().org({ orgId });
    expect(org).toMatchObject({ paidUsdMicros: 20_000_000n, calls: 5, members: [{ role: "owner" }] });
    expect(org.lots.reduce((sum, lot) => sum + lot.remainingUcr, 0n)).toBe(org.postedUcr);
    expect((await console_().orgEntries({ orgId, filter: { kind: "all" } })).entries).toHaveLength(7);
    const first = await console_().orgCharges({ orgId, limit: 3 });
    const second = await console_().orgCharges({ orgId, limit: 3, cursor: first.next });
    expect([...first.charges, ...second.charges].map(({ holdId }) => holdId)).toEqual(
      charges.map(({ holdId }) => holdId),
    );
    expect(second.next).toBeNull();
    await expect(console_().org({ orgId: randomUUID() })).rejects.toThrow("not_found");
  });

  it("adds the platform up, and says how the ledger is", async () => {
    const before = await console_().overview();
    const owner = await createScope(backend);
    const { chargeUcr } = await bookUsage(owner, modelId);
    const after = await console_().overview();
    expect(after.chargedTodayUcr - before.chargedTodayUcr).toBe(chargeUcr);
    expect(after.outstandingUcr - before.outstandingUcr).toBe(50_000_000n - chargeUcr);
    const run = await console_().checkLedger();
    expect(run.results.every(({ violations: count }) => count === 0)).toBe(true);
    expect((await console_().lastCheck())?.results).toEqual(run.results);
    expect((await console_().overview()).check).toMatchObject({ violations: 0 });
  });

  it("lists prices and markups in force, and names the model that has none", async () => {
    await db.owner.query(
      `INSERT INTO model (id, provider, display_name, kind, context_window, max_output_tokens, position)
       VALUES ('test/unpriced', 'test', 'Unpriced', 'chat', 1000, 100, 99)`,
    );
    const prices = await console_().prices();
    expect(prices.find(({ id }) => id === "test/unpriced")?.price).toBeNull();
    expect(prices.find(({ id }) => id === modelId)?.price?.tiers.map(({ fromInputTokens }) => fromInputTokens)).toEqual(
      [0n, 200_001n],
    );
    const [markup] = (await console_().markups()).filter(({ isInForce, org }) => isInForce && org === null);
    expect(markup).toMatchObject({ mode: "volume", tiers: [{ multiplierBp: 100_000 }, { multiplierBp: 30_000 }] });
  });

  it("says which adapter each port uses, without asking any, and what the last asking found", async () => {
    const before = await console_().adapters();
    expect(before.map(({ port, adapter, health }) => [port, adapter, health])).toEqual([
      ["database", "postgresql", null],
      ["auth", "test", null],
      ["models", "none", null],
      ["mail", "mailbox", null],
      ["files", "folder", null],
      ["jobs", "worker", null],
      ["payments", "test", null],
    ]);
    await console_().probePorts();
    const after = await console_().adapters();
    expect(after.map(({ health }) => health?.isOk)).toEqual(after.map(({ isOff }) => (isOff ? undefined : true)));
    expect(after.find(({ port }) => port === "models")).toMatchObject({
      adapter: "none",
      isOff: true,
      testCostPusd: null,
    });
    expect(after.find(({ port }) => port === "payments")).toMatchObject({ isTwin: true, isOff: false });
  });
});
