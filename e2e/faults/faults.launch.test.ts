import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_MODEL_ID } from "~/adapters/models/demo/demo";
import { authorizeUsage } from "~/features/ledger/server/authorize-usage.service";
import { ask, question, replay, signUp } from "./client";
import { killNine } from "./kill-nine";
import { type Parts, startParts, until } from "./parts";
import { answersSettle, count, faultsOf, ledgerViolations, sweepHolds } from "./truth";

// One installation, hurt in turn. FAULT_ROUNDS=50 kills as often as the whole proof asks for.
const rounds = Number(process.env.FAULT_ROUNDS ?? 4);
const speed = { DEMO_MODEL_SPEED: "80" };

let parts: Parts;

beforeAll(async () => {
  parts = await startParts({ WELCOME_CREDITS: "100000", LOG_LEVEL: "warn" });
  await parts.startApp(speed);
  parts.startWorker();
  await isReady(30_000);
}, 120_000);
afterAll(async () => {
  await parts?.close();
}, 60_000);

const isReady = (timeoutMs: number, status = 200) =>
  until(async () => (await fetch(`${parts.baseUrl}/api/ready`)).status === status, timeoutMs, parts.output);

/** Asks in so many conversations of one person at once. */
async function askMany(many: number, text: string, onFirst: () => void = () => undefined) {
  const caller = await signUp(parts.baseUrl);
  return Promise.all(
    Array.from({ length: many }, async (_, index) => {
      const input = question(text);
      const heard = await ask(parts.baseUrl, caller, input, (n) => {
        if (index === 0 && n === 5) onFirst();
      });
      return { answerId: input.answerId, messageId: input.messageId, text, heard };
    }),
  );
}

async function expectWhole(asked: Parameters<typeof faultsOf>[1]): Promise<void> {
  await answersSettle(parts.owner);
  await sweepHolds(parts.owner);
  expect([...(await faultsOf(parts.owner, asked)), ...(await ledgerViolations(parts.owner))]).toEqual([]);
}

test(
  "killed at random tokens, it loses no message, leaves no hold open and charges every delivered token once",
  async () => {
    const { wrong, told } = await killNine(parts, rounds, speed);
    expect(wrong, told).toEqual([]);
  },
  60_000 + rounds * 15_000,
);

test("PostgreSQL crashes under running answers: readiness says so, and it recovers by itself within five seconds", async () => {
  let crashed: Promise<void> | undefined;
  const asking = askMany(4, "Write 300 words about rivers", () => {
    crashed = parts.crashPostgres();
  });
  await until(
    async () => crashed !== undefined,
    30_000,
    () => "no answer began",
  );
  await crashed;
  expect(await isReady(10_000, 503)).toBeLessThan(5_000);
  await parts.startPostgres();
  expect(await isReady(15_000)).toBeLessThan(5_000);
  const [after] = await askMany(1, "What is 2 + 2?");
  expect(after?.heard).toMatchObject({ status: 200, isFinished: true });
  await expectWhole(await asking);
}, 180_000);

test("asked to end while twenty answers run, it ends in time, and what was delivered stays and is charged", async () => {
  let ending: Promise<number> | undefined;
  const asking = askMany(20, "Write 400 words about rivers", () => {
    ending = parts.endApp("SIGTERM");
  });
  await until(
    async () => ending !== undefined,
    30_000,
    () => "no answer began",
  );
  expect(await ending).toBeLessThan(25_000);
  const asked = await asking;
  await parts.startApp(speed);
  expect(asked.filter(({ heard }) => heard.text !== "").length).toBeGreaterThan(0);
  await expectWhole(asked);
}, 180_000);

test("one message posted fifty times at once is answered once and charged once, and all fifty read the same", async () => {
  const caller = await signUp(parts.baseUrl);
  const input = question("What is 18% of 240?");
  const heard = await Promise.all(Array.from({ length: 50 }, () => ask(parts.baseUrl, caller, input)));
  expect(new Set(heard.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(heard.map(({ text }) => text)).size).toBe(1);
  expect(heard[0]?.text).not.toBe("");
  expect(await count(parts.owner, "SELECT count(*) FROM usage_charge WHERE message_id = $1", [input.answerId])).toBe(1);
  expect(
    await count(parts.owner, "SELECT count(*) FROM chat_message WHERE conversation_id = $1", [input.conversationId]),
  ).toBe(2);
  const other = await ask(parts.baseUrl, caller, {
    ...question("Something else"),
    answerId: input.answerId,
    messageId: input.messageId,
  });
  expect(other).toMatchObject({ status: 409, code: "request_conflict" });
}, 60_000);

test("a hundred calls at once on credit for ten: exactly ten are let through", async () => {
  const { slug } = await signUp(parts.baseUrl);
  const { rows } = await parts.owner.query<{ org: string; person: string }>(
    "SELECT m.org_id AS org, m.user_id AS person FROM membership m JOIN organization o ON o.id = m.org_id WHERE o.slug = $1",
    [slug],
  );
  const { org = "", person = "" } = rows[0] ?? {};
  const call = (requestId: string) =>
    authorizeUsage(parts.owner, org, {
      requestId,
      fingerprint: requestId,
      userId: person,
      modelId: DEMO_MODEL_ID,
      purpose: "chat",
      inputTokens: 1_000,
      maxOutputTokens: 500,
      minOutputTokens: 500,
      limits: { memberTokensPerMonth: null, requestsPerHour: null },
      ttlSeconds: 600,
    });
  const first = await call(randomUUID());
  const holdUcr = first.code === "ok" ? first.holdUcr : 0n;
  await setBalance(org, holdUcr * 10n + holdUcr / 2n);
  const others = await Promise.all(Array.from({ length: 99 }, () => call(randomUUID())));
  const codes = [first, ...others].map(({ code }) => code);
  expect(codes.filter((code) => code === "ok")).toHaveLength(10);
  expect(codes.filter((code) => code === "insufficient_credits")).toHaveLength(90);
});

test("a hundred messages at once on little credit: nobody gets what is not paid for, and the refused leave nothing behind", async () => {
  const caller = await signUp(parts.baseUrl);
  const orgId = await orgOf(caller.slug);
  await setBalance(orgId, 500_000n);
  const inputs = Array.from({ length: 100 }, () => question("Say hello"));
  const heard = await Promise.all(inputs.map((input) => ask(parts.baseUrl, caller, input)));
  await answersSettle(parts.owner);
  const accepted = heard.filter(({ status }) => status === 200).length;
  expect(accepted).toBeGreaterThan(0);
  expect(heard.filter(({ status, code }) => status === 402 && code === "insufficient_credits")).toHaveLength(
    100 - accepted,
  );
  expect(await count(parts.owner, "SELECT count(*) FROM chat_message WHERE org_id = $1", [orgId])).toBe(accepted * 2);
  expect(
    await count(parts.owner, "SELECT posted_ucr FROM credit_account WHERE org_id = $1", [orgId]),
  ).toBeGreaterThanOrEqual(0);
  await expectWhole([]);
}, 120_000);

test("readiness tells within five seconds that no worker works, and that one works again", async () => {
  await parts.endWorker();
  expect(await isReady(10_000, 503)).toBeLessThan(5_500);
  parts.startWorker();
  expect(await isReady(20_000)).toBeLessThan(15_000);
}, 60_000);

test("with every connection taken it answers 503 and when to come back, and serves again once they are free", async () => {
  const caller = await signUp(parts.baseUrl);
  await parts.endApp("SIGTERM");
  await parts.startApp({ ...speed, APP_DATABASE_POOL: "3" });
  const lock = await parts.owner.connect();
  try {
    await lock.query("BEGIN");
    await lock.query("LOCK TABLE membership IN ACCESS EXCLUSIVE MODE");
    const refused: (string | null)[] = [];
    const others: number[] = [];
    const note = (status: number, retryAfter: string | null) => {
      if (status === 503) refused.push(retryAfter);
      else others.push(status);
    };
    const asking = Array.from({ length: 12 }, async () => {
      const headers = { cookie: caller.cookie };
      const response = await fetch(`${parts.baseUrl}/api/trpc/organizations.mine`, { headers });
      note(response.status, response.headers.get("retry-after"));
      const heard = await ask(parts.baseUrl, caller, question("Hello"));
      note(heard.status, heard.retryAfter);
    });
    await until(async () => refused.length >= 10, 40_000, parts.output);
    // Those that did get a connection wait for the table: they are let go.
    await lock.query("ROLLBACK");
    await Promise.all(asking);
    expect(refused.filter((retryAfter) => retryAfter === null)).toEqual([]);
    expect(others.filter((status) => status !== 200)).toEqual([]);
  } finally {
    await lock.query("ROLLBACK");
    lock.release();
  }
  const input = question("What is 2 + 2?");
  await until(
    async () => (await ask(parts.baseUrl, caller, { ...input, answerId: randomUUID() })).isFinished,
    15_000,
    parts.output,
  );
  await parts.endApp("SIGTERM");
  await parts.startApp(speed);
}, 120_000);

test("five readers join one running answer at once and read the same; leaving does not stop it", async () => {
  const caller = await signUp(parts.baseUrl);
  const input = question("Write 60 words about tea");
  const asking = ask(parts.baseUrl, caller, input);
  await until(
    async () =>
      (await count(parts.owner, "SELECT count(*) FROM message_chunk WHERE message_id = $1", [input.answerId])) > 2,
    20_000,
    parts.output,
  );
  const readers = await Promise.all(Array.from({ length: 5 }, () => replay(parts.baseUrl, caller, input.answerId)));
  const heard = await asking;
  expect(new Set([heard, ...readers].map(({ text }) => text)).size).toBe(1);
  expect(
    await count(parts.owner, "SELECT count(*) FROM usage_charge WHERE message_id = $1 AND purpose = 'chat'", [
      input.answerId,
    ]),
  ).toBe(1);
}, 60_000);

async function orgOf(slug: string): Promise<string> {
  const { rows } = await parts.owner.query<{ id: string }>("SELECT id FROM organization WHERE slug = $1", [slug]);
  return rows[0]?.id ?? "";
}

async function setBalance(orgId: string, ucr: bigint): Promise<void> {
  const { rows } = await parts.owner.query<{ posted: string }>(
    "SELECT posted_ucr AS posted FROM credit_account WHERE org_id = $1",
    [orgId],
  );
  const difference = ucr - BigInt(rows[0]?.posted ?? 0);
  await parts.owner.query("SELECT ledger_adjust($1, $2, $3, $4, 'for a test')", [
    orgId,
    randomUUID(),
    String(difference),
    randomUUID(),
  ]);
}
