import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, type Caller, codeOf, post, question, signUp } from "./client";
import { type Parts, startParts, until } from "./parts";
import { answersSettle, count, ledgerViolations } from "./truth";

// Everything is asked over HTTP, of the production server. Words that must never reach its output:
const secrets = {
  header: `canary-header-${randomUUID()}`,
  body: `canary-body-${randomUUID()}`,
  password: `canary-password-${randomUUID()}`,
  variable: `canary-variable-${randomUUID()}`,
  query: `canary-query-${randomUUID()}`,
};

let parts: Parts;
let caller: Caller;
let other: Caller;

beforeAll(async () => {
  const env = {
    DEMO_MODEL_SPEED: "0",
    LOG_LEVEL: "debug",
    OPENAI_API_KEY: secrets.variable,
    AUTH_SECRET: `${secrets.variable}-auth`,
  };
  parts = await startParts(env);
  await parts.startApp();
  parts.startWorker();
  [caller, other] = await Promise.all([signUp(parts.baseUrl), signUp(parts.baseUrl)]);
}, 120_000);
afterAll(async () => {
  await parts?.close();
}, 60_000);

/** Everything that could have been charged, bought or stored, once what earlier answers have begun is done: titles cost too. */
async function footprint(): Promise<string> {
  await until(
    async () => (await count(parts.owner, unfinished)) === 0,
    30_000,
    () => "something of earlier answers is still at work",
  );
  const tables = ["usage_hold", "usage_charge", "ledger_entry", "chat_message", "conversation"];
  const counts = await Promise.all(tables.map((table) => count(parts.owner, `SELECT count(*) FROM ${table}`)));
  return JSON.stringify(counts);
}

const unfinished = `SELECT (SELECT count(*) FROM event_outbox WHERE delivered_at IS NULL)
  + (SELECT count(*) FROM job_event WHERE name LIKE 'chat/%' AND routed_at IS NULL)
  + (SELECT count(*) FROM job_run WHERE ended_at IS NULL AND function_id LIKE '%-chat-name-conversation')
  + (SELECT count(*) FROM usage_hold WHERE state = 'active')
  + (SELECT count(*) FROM chat_message WHERE status = 'streaming') AS count`;

async function answerTo(response: Response): Promise<string> {
  return `${response.status} ${codeOf(await response.text())}`;
}

const send = (change: object, headers: Record<string, string> = {}) => {
  const { intent: _, ...input } = { ...question("Hello") };
  return post(parts.baseUrl, "/api/chat", { intent: "send", ...input, ...change }, caller, headers);
};

const mutate = (path: string, json: unknown, meta: object = {}, headers: Record<string, string> = {}) =>
  post(parts.baseUrl, `/api/trpc/${path}`, { json, ...meta }, caller, headers);

test("a message that cannot be one is refused by what is wrong with it; nothing is stored and nothing charged", async () => {
  const before = await footprint();
  const refused: [what: string, response: Promise<Response>, expected: string][] = [
    ["empty", send({ text: "" }), "400 bad_input"],
    ["blank", send({ text: " \n\t " }), "400 bad_input"],
    ["NUL", send({ text: "a\u0000b" }), "400 bad_input"],
    ["a control character", send({ text: "a\u001bb" }), "400 bad_input"],
    ["half a character", send({ text: "a\ud800b" }), "400 bad_input"],
    ["a megabyte", send({ text: "a".repeat(1_000_000) }), "413 payload_too_large"],
    ["a long text", send({ text: "a ".repeat(60_000) }), "400 bad_input"],
    ["more than the model takes", send({ text: "ab1 ".repeat(24_000) }), "422 context_too_long"],
    ["an unknown model", send({ modelId: "nobody/nothing" }), "422 unknown_model"],
    ["a number for a model", send({ modelId: 7 }), "400 bad_input"],
    ["an id that is none", send({ conversationId: "1; DROP TABLE conversation" }), "400 bad_input"],
    ["a forged price", send({ priceUcr: 1, price: { input: 0 } }), "400 bad_input"],
    ["a forged balance", send({ balanceUcr: "999999999999" }), "400 bad_input"],
    ["a forged person", send({ userId: randomUUID(), orgId: randomUUID() }), "400 bad_input"],
    ["a missing parent", send({ parentId: randomUUID() }), "404 not_found"],
    ["no JSON", post(parts.baseUrl, "/api/chat", "{", caller), "400 bad_input"],
    ["nothing", post(parts.baseUrl, "/api/chat", "", caller), "400 bad_input"],
    ["a list", post(parts.baseUrl, "/api/chat", [], caller), "400 bad_input"],
    ["a prototype", post(parts.baseUrl, "/api/chat", '{"__proto__":{"intent":"send"}}', caller), "400 bad_input"],
    ["another organisation's header", send({}, { "x-org": other.slug }), "404 not_found"],
    ["a missing organisation's header", send({}, { "x-org": "no-such-organisation" }), "404 not_found"],
    ["an empty header", send({}, { "x-org": "" }), "404 not_found"],
  ];
  for (const [what, response, expected] of refused) expect(await answerTo(await response), what).toBe(expected);
  expect(await footprint()).toBe(before);
});

test("somebody else's conversation answers like one that does not exist, and stays as it was", async () => {
  const theirs = question("Our plan");
  expect((await ask(parts.baseUrl, other, theirs)).isFinished).toBe(true);
  await answersSettle(parts.owner);
  const before = await footprint();
  const shape = async (change: object) => {
    const response = await send(change);
    return `${response.status} ${(await response.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>")}`;
  };
  const foreign = await shape({ conversationId: theirs.conversationId, parentId: theirs.answerId });
  expect(foreign).toBe(await shape({ conversationId: randomUUID(), parentId: randomUUID() }));
  expect(foreign).toMatch(/^404 .*not_found/);
  expect(await footprint()).toBe(before);
});

test("a purchase is a whole number within its bounds, at the server's price, of the buyer's own organisation", async () => {
  const before = await footprint();
  const key = () => randomUUID();
  const refused: [what: string, json: object, expected: string][] = [
    ["negative", { credits: -100, key: key() }, "400 purchase_amount"],
    ["a fraction", { credits: 100.5, key: key() }, "400 purchase_amount"],
    ["nothing", { credits: 0, key: key() }, "400 purchase_amount"],
    ["too much", { credits: 1e15, key: key() }, "400 purchase_amount"],
    ["a text", { credits: "1000", key: key() }, "400 bad_input"],
    ["a forged price", { credits: 1_000, key: key(), priceUsdMicros: 1 }, "400 bad_input"],
    ["a forged organisation", { credits: 1_000, key: key(), orgId: randomUUID() }, "400 bad_input"],
    ["no key", { credits: 1_000 }, "400 bad_input"],
  ];
  for (const [what, json, expected] of refused)
    expect(await answerTo(await mutate("credits.buy", json)), what).toBe(expected);
  expect(await answerTo(await mutate("credits.buy", { credits: 1_000, key: key() }, {}, { "x-org": other.slug }))).toBe(
    "404 not_found",
  );
  expect(await footprint()).toBe(before);
});

test("one purchase sent twenty times at once is bought once; its key with another amount is a conflict", async () => {
  const key = randomUUID();
  const before = await count(parts.owner, "SELECT count(*) FROM ledger_entry WHERE kind = 'purchase'");
  const answers = await Promise.all(Array.from({ length: 20 }, () => mutate("credits.buy", { credits: 500, key })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await count(parts.owner, "SELECT count(*) FROM ledger_entry WHERE kind = 'purchase'")).toBe(before + 1);
  expect(await answerTo(await mutate("credits.buy", { credits: 900, key }))).toBe("409 request_conflict");
});

test("the same message again is answered again, another one under its id is a conflict, and neither is charged twice", async () => {
  const input = question("What is 2 + 2?");
  const first = await ask(parts.baseUrl, caller, input);
  const again = await ask(parts.baseUrl, caller, input);
  expect(again).toMatchObject({ status: 200, text: first.text, isFinished: true });
  const changed = await post(parts.baseUrl, "/api/chat", { ...input, text: "What is 3 + 3?" }, caller);
  expect(await answerTo(changed)).toBe("409 request_conflict");
  // Under the same id in another organisation it is nobody's business that the id is taken.
  expect((await ask(parts.baseUrl, other, input)).status).toBeGreaterThanOrEqual(400);
  expect(
    await count(parts.owner, "SELECT count(*) FROM usage_charge WHERE message_id = $1 AND purpose = 'chat'", [
      input.answerId,
    ]),
  ).toBe(1);
});

test("addresses of procedures cannot be bent: batches, doubled and encoded slashes, prototypes, methods", async () => {
  const before = await footprint();
  const get = (path: string) =>
    fetch(`${parts.baseUrl}${path}`, { headers: { cookie: caller.cookie, "x-org": caller.slug } });
  for (const path of [
    "/api/trpc/__proto__",
    "/api/trpc/constructor",
    "/api/trpc/chat.constructor",
    "/api/trpc/chat..list",
    "/api/trpc/admin.org%73",
    "/api/trpc/admin%2eorgs",
    "/api/trpc//admin.orgs",
    "/api/trpc/account.me,admin.orgs?batch=1",
    `/api/trpc/${Array.from({ length: 50 }, () => "account.me").join(",")}?batch=1`,
  ]) {
    const response = await get(path);
    const text = await response.text();
    expect(response.status, path).toBeGreaterThanOrEqual(207);
    expect(response.status, path).toBeLessThan(500);
    expect(text, path).not.toContain("postedUcr");
  }
  expect(await footprint()).toBe(before);
});

test("CVE-2025-68130: a form cannot pollute the prototype of everything by way of a procedure", async () => {
  const before = await footprint();
  const form = new FormData();
  form.set("__proto__.polluted", "yes");
  form.set("__proto__[polluted]", "yes");
  form.set("constructor.prototype.polluted", "yes");
  const response = await fetch(`${parts.baseUrl}/api/trpc/account.updateProfile`, {
    method: "POST",
    body: form,
    headers: { cookie: caller.cookie },
  });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  const me = await fetch(`${parts.baseUrl}/api/trpc/account.me`, { headers: { cookie: caller.cookie } });
  expect(me.status).toBe(200);
  expect(await me.text()).not.toContain("polluted");
  expect(await footprint()).toBe(before);
});

test("accounts: what is no address, no password or no name is refused before anything is made", async () => {
  const people = () => count(parts.owner, "SELECT count(*) FROM auth_user");
  const before = await people();
  const join = (change: object) =>
    post(parts.baseUrl, "/api/auth/sign-up", {
      email: `${randomUUID()}@x.example`,
      password: "correct horse battery",
      ...change,
    });
  for (const change of [
    { email: "nobody" },
    { email: "" },
    { password: "short" },
    { password: "x".repeat(201) },
    { name: "a\u0000b" },
    { organizationName: "a\nb" },
    { organizationName: "x".repeat(81) },
    { email: ["a@b.example"] },
  ]) {
    expect(await answerTo(await join(change)), JSON.stringify(change)).toBe("400 bad_input");
  }
  expect(await answerTo(await join({ name: "x".repeat(1_000_000) }))).toBe("413 payload_too_large");
  expect(await answerTo(await join({ email: caller.email }))).toBe("409 email_taken");
  expect(await people()).toBe(before);
});

test("wrong passwords are counted: the eleventh is told to wait, by one address as by many writings of it", async () => {
  const victim = await signUp(parts.baseUrl);
  const attempt = (email: string) => post(parts.baseUrl, "/api/auth/sign-in", { email, password: "wrong password" });
  for (let n = 0; n < 10; n++)
    expect(await answerTo(await attempt(n % 2 === 0 ? victim.email : ` ${victim.email.toUpperCase()} `))).toBe(
      "401 invalid_credentials",
    );
  const eleventh = await attempt(victim.email);
  expect(Number(eleventh.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await answerTo(eleventh)).toBe("429 too_many_attempts");
  expect(await answerTo(await attempt(`${randomUUID()}@x.example`))).toBe("401 invalid_credentials");
});

test("nothing that people send, and no secret of the configuration, appears in the server's output", async () => {
  const cookie = `${caller.cookie}; spy=${secrets.header}`;
  const headers = {
    cookie,
    "x-spy": secrets.header,
    authorization: `Bearer ${secrets.header}`,
    "user-agent": secrets.header,
  };
  await send({ text: `Please keep ${secrets.body}` }, headers);
  await send({ text: secrets.body, modelId: secrets.body }, headers);
  await mutate("account.updateProfile", { name: secrets.body }, {}, headers);
  await mutate("credits.buy", { credits: secrets.body, key: secrets.body }, {}, headers);
  await post(
    parts.baseUrl,
    "/api/auth/sign-in",
    { email: caller.email, password: secrets.password },
    undefined,
    headers,
  );
  await post(
    parts.baseUrl,
    "/api/auth/sign-up",
    { email: `${secrets.body}@x.example`, password: secrets.password },
    undefined,
    headers,
  );
  await post(
    parts.baseUrl,
    "/api/auth/password",
    { currentPassword: secrets.password, newPassword: secrets.password },
    caller,
    headers,
  );
  await fetch(`${parts.baseUrl}/sign-in?next=/${secrets.query}`, { headers });
  await fetch(
    `${parts.baseUrl}/api/trpc/chat.list?input=${encodeURIComponent(JSON.stringify({ json: { search: secrets.query } }))}`,
    { headers: { ...headers, "x-org": caller.slug } },
  );
  // An error that nobody foresaw is logged with its cause: that must not quote the values either.
  await parts.owner.query("ALTER TABLE conversation RENAME TO conversation_away");
  try {
    const broken = await send({ text: `Broken ${secrets.body}` }, headers);
    expect(await answerTo(broken)).toBe("500 internal");
  } finally {
    await parts.owner.query("ALTER TABLE conversation_away RENAME TO conversation");
  }
  await until(async () => parts.output().includes("conversation"), 5_000, parts.output);
  const output = parts.output();
  for (const [where, secret] of Object.entries(secrets))
    expect(output.includes(secret), `${where} in the output`).toBe(false);
  for (const token of caller.cookie.split("=").slice(1))
    expect(output.includes(token.slice(0, 24)), "a session's token in the output").toBe(false);
  expect(await ledgerViolations(parts.owner)).toEqual([]);
});
