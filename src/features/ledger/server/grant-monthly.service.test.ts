import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { periodStart } from "../period-start";
import {
  admission,
  admit,
  createLedgerOrg,
  createModel,
  timesOne,
  tokenPrice,
  violations,
} from "../testing/ledger-fixture";
import { authorizeUsage } from "./authorize-usage.service";
import { grantMonthly } from "./grant-monthly.service";

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});

afterAll(async () => {
  expect(await violations(db.app)).toEqual([]);
  await db.close();
});

test("A plan anchored on day 31 grants every month once, however often it is asked", async () => {
  const orgId = await createLedgerOrg(db.owner);
  const anchor = new Date(Date.now() + 86_400_000);
  anchor.setUTCMonth(0, 31);
  anchor.setUTCFullYear(anchor.getUTCFullYear() + 1);
  const month = (period: number) =>
    grantMonthly(db.app, orgId, { subscriptionId: "s", anchor, period, timeZone: "UTC", amountUcr: 100n });
  const results = await Promise.all([0, 1, 2, 0, 1, 2, 2, 2].map(month));
  expect(results.filter(({ code }) => code === "ok")).toHaveLength(3);
  const { rows } = await db.owner.query<{ expires_at: Date }>(
    "SELECT expires_at FROM credit_lot WHERE org_id = $1 ORDER BY 1",
    [orgId],
  );
  expect(rows.map(({ expires_at }) => expires_at)).toEqual([1, 2, 3].map((n) => periodStart(anchor, n, "UTC")));
});

test("A month begins when the organisation's own clock says so, in the middle of a running process", async () => {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgId = await createLedgerOrg(db.owner, { credits: 10_000n, timeZone: "Asia/Vladivostok", markup: timesOne });
  const limits = { memberTokensPerMonth: 250, requestsPerHour: null };
  const client = await db.app.connect();
  const callAt = async (now: string) => {
    await client.query("SELECT set_config('app.now', $1, false)", [now]);
    return authorizeUsage(
      client,
      orgId,
      admission(modelId, { limits, inputTokens: 200, maxOutputTokens: 20, minOutputTokens: 20 }),
    );
  };
  // Vladivostok is ten hours ahead: 14:00 UTC on the 31st is midnight there.
  expect(await callAt("2027-03-31T13:59:00Z")).toMatchObject({ code: "ok" });
  expect(await callAt("2027-03-31T13:59:59Z")).toMatchObject({
    ...{ code: "member_limit", used: 220, allowed: 250, resetsAt: new Date("2027-03-31T14:00:00Z") },
    checks: { memberMonth: { used: 220, allowed: 250 }, hourlyRate: { used: 1, allowed: null } },
  });
  expect(await callAt("2027-03-31T14:00:00Z")).toMatchObject({ code: "ok" });
  client.release(true);
});

test("The answer is shortened to what a member's month has left", async () => {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgId = await createLedgerOrg(db.owner, { credits: 10_000n, markup: timesOne });
  const limits = { memberTokensPerMonth: 150, requestsPerHour: 2 };
  const first = await admit(
    db.app,
    orgId,
    admission(modelId, { limits, inputTokens: 100, maxOutputTokens: 100, minOutputTokens: 10 }),
  );
  expect(first).toMatchObject({ maxOutputTokens: 50, holdUcr: 150n });
});
