import { afterAll, beforeAll, expect, test } from "vitest";
import { checkLedger } from "~/features/ledger/server/check-ledger.service";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { seedDemo } from "./seed";

let db: TestDatabase;
const count = async (sql: string) =>
  Number((await db.owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);

beforeAll(async () => {
  db = await createTestDatabase();
  await seedCatalogue(db.owner);
  await seedDemo({ appDatabaseUrl: db.appUrl, authSecret: "s".repeat(32), appUrl: "http://localhost" });
}, 120_000);
afterAll(() => db.close());

test("the demonstration has people, conversations and a month of charges whose ledger is whole", async () => {
  expect(await count("app_user_account")).toBe(9);
  expect(await count("conversation")).toBeGreaterThan(10);
  expect(await count("usage_charge")).toBeGreaterThan(100);
  const broken = (await checkLedger(db.owner)).filter(({ violations }) => Number(violations) > 0);
  expect(broken).toEqual([]);
});

test("the demonstration's organisation can pay for a chat, and one neighbour is nearly out of credits", async () => {
  const { rows } = await db.owner.query<{ slug: string; posted: string }>(
    "SELECT o.slug, a.posted_ucr AS posted FROM credit_account a JOIN organization o ON o.id = a.org_id",
  );
  const posted = (slug: string) => Number(rows.find((row) => row.slug === slug)?.posted) / 1e6;
  expect(posted("halden-freight")).toBeGreaterThan(100);
  expect(posted("vik-sons")).toBeLessThan(50);
});

test("everybody of the demonstration is past the first steps, one of them with the last put away", async () => {
  expect(await count("onboarding")).toBe(9);
  expect(await count("onboarding WHERE finished_at IS NULL")).toBe(1);
  expect(await count("onboarding WHERE finished_at IS NULL AND set_aside_at IS NULL")).toBe(0);
  expect(await count("onboarding_step WHERE done_at IS NULL AND skipped_at IS NULL")).toBe(1);
});

test("seeding again changes nothing", async () => {
  const before = [await count("app_user_account"), await count("ledger_entry"), await count("chat_message")];
  await seedDemo({ appDatabaseUrl: db.appUrl, authSecret: "s".repeat(32), appUrl: "http://localhost" });
  expect([await count("app_user_account"), await count("ledger_entry"), await count("chat_message")]).toEqual(before);
}, 60_000);
