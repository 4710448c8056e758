import { afterAll, beforeAll, expect, test } from "vitest";
import { adjustCredits } from "~/features/ledger/server/adjust-credits.service";
import { configureAccount } from "~/features/ledger/server/configure-account.service";
import type { OrgScope } from "~/server/context";
import { type ApiFixture, startApi, testModel } from "../testing/api-fixture";

let api: ApiFixture;
let scope: OrgScope;
let secret: string;

beforeAll(async () => {
  api = await startApi();
  scope = await api.member();
  ({ secret } = await api.key(scope));
});
afterAll(async () => {
  expect(await api.close()).toEqual([]);
});

const ask = { model: testModel, messages: [{ role: "user", content: "Say something" }] };

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, error: (await response.json()).error };
}

test.each([
  ["no JSON", "{", null],
  ["no messages", { model: testModel }, "messages"],
  ["an unknown role", { ...ask, messages: [{ role: "robot", content: "x" }] }, "messages.0.role"],
  ["two answers", { ...ask, n: 2 }, "n"],
  ["log probabilities", { ...ask, logprobs: true }, "logprobs"],
  ["sound", { ...ask, audio: { voice: "x" } }, "audio"],
  ["functions of old", { ...ask, functions: [] }, "functions"],
  ["a temperature beyond", { ...ask, temperature: 3 }, "temperature"],
  ["more tokens than the model writes", { ...ask, max_tokens: 1_000_000 }, "max_tokens"],
  [
    "a tool that is not there",
    {
      ...ask,
      tools: [{ type: "function", function: { name: "a" } }],
      tool_choice: { type: "function", function: { name: "b" } },
    },
    "tool_choice",
  ],
  [
    "a result of a call that nobody made",
    { ...ask, messages: [{ role: "tool", tool_call_id: "x", content: "y" }] },
    "messages.0.tool_call_id",
  ],
  [
    "a picture at an address",
    {
      ...ask,
      messages: [
        { role: "user", content: [{ type: "image_url", image_url: { url: "http://169.254.169.254/x.png" } }] },
      ],
    },
    "messages.0.content.0.image_url.url",
  ],
])("%s is refused with 400 and the field that is wrong, and no vendor is asked", async (_what, body, param) => {
  const before = api.provider.requests.length;
  const { status, error } = await post(body);
  expect(status).toBe(400);
  expect(error).toMatchObject({ type: "invalid_request_error", code: "invalid_value", param });
  expect(error.message.length).toBeGreaterThan(10);
  expect(api.provider.requests).toHaveLength(before);
});

test("parameters that are not known are ignored", async () => {
  expect(
    (
      await fetch(`${api.baseUrl}/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}` },
        body: JSON.stringify({ ...ask, user: "u1", store: false, metadata: { a: "b" }, service_tier: "auto" }),
      })
    ).status,
  ).toBe(200);
});

test("a model that is not there, has no price, or is turned off is 404, before anybody is asked", async () => {
  for (const model of ["compatible/nothing", "compatible/unpriced", "demo/counterpart-embed"]) {
    expect(await post({ ...ask, model })).toMatchObject({
      status: 404,
      error: { code: "model_not_found", param: "model" },
    });
  }
  await api.db.owner.query("UPDATE model SET enabled = false WHERE id = $1", [testModel]);
  expect(await post(ask)).toMatchObject({ status: 404 });
  await api.db.owner.query("UPDATE model SET enabled = true WHERE id = $1", [testModel]);
});

test("another exact name of a model is that model", async () => {
  const completion = await api
    .client(secret)
    .chat.completions.create({ model: "demo/chat", messages: [{ role: "user", content: "2 + 2" }] });
  expect(completion.model).toBe("demo/counterpart-demo");
});

test("without credits the answer is 402, with what to do and with the numbers", async () => {
  const poor = await api.member();
  await adjustCredits(api.db.owner, poor.orgId, {
    ...{ idempotencyKey: "poor", amountUcr: -51_000_000n, actorId: poor.userId, reason: "test" },
  });
  const { secret: of } = await api.key(poor);
  const { status, error } = await post(ask, { authorization: `Bearer ${of}` });
  expect(status).toBe(402);
  expect(error).toMatchObject({ type: "insufficient_quota", code: "insufficient_quota" });
  expect(error.message).toContain("Buy credits");
  expect(error.details).toMatchObject({ availableUcr: "0" });
});

test("an organisation whose account is frozen is told so", async () => {
  const frozen = await api.member();
  const { secret: of } = await api.key(frozen);
  await configureAccount(api.db.owner, frozen.orgId, { status: "frozen" });
  expect(await post(ask, { authorization: `Bearer ${of}` })).toMatchObject({
    status: 403,
    error: { code: "organization_suspended" },
  });
});

test("a body beyond the bound is 413", async () => {
  const text = "x".repeat(25 * 1024 * 1024);
  expect(await post({ ...ask, messages: [{ role: "user", content: text }] })).toMatchObject({
    status: 413,
    error: { code: "request_too_large" },
  });
});

test("a vendor that limits, fails or is away is 429 with the wait, 502 and 503", async () => {
  const once = { "idempotency-key": "" };
  const answers = [
    [429, { status: 429, retryAfter: 30 }],
    [502, { status: 500 }],
    [503, { status: 503 }],
  ] as const;
  for (const [status, script] of answers) {
    api.provider.setStandard(script);
    const answer = await post(ask, { ...once, "idempotency-key": `vendor ${status}` });
    expect(answer.status).toBe(status);
    if (status === 429) expect(answer.headers.get("retry-after")).toBe("30");
  }
  api.provider.reset();
});

test("more requests than a key may make in a minute are 429 with Retry-After, and every answer counts them down", async () => {
  const { secret: of } = await api.key(scope);
  api.backend.settings.apiRequestsPerMinute = 3;
  const left: (string | null)[] = [];
  const statuses: number[] = [];
  let retryAfter: string | null = null;
  for (let request = 0; request < 4; request += 1) {
    const response = await fetch(`${api.baseUrl}/models`, { headers: { authorization: `Bearer ${of}` } });
    statuses.push(response.status);
    left.push(response.headers.get("x-ratelimit-remaining-requests"));
    retryAfter = response.headers.get("retry-after");
    if (response.status === 429) expect((await response.json()).error.code).toBe("rate_limit_exceeded");
  }
  api.backend.settings.apiRequestsPerMinute = 600;
  // A minute that ends meanwhile begins another count.
  if (statuses.includes(429)) {
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(left).toEqual(["2", "1", "0", "0"]);
    expect(Number(retryAfter)).toBeGreaterThan(0);
  } else expect(left).toContain("2");
});

test("what is not there is 404 in the same shape, whatever the method", async () => {
  for (const method of ["GET", "POST", "DELETE"]) {
    const response = await fetch(`${api.baseUrl}/embeddings`, {
      method,
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(response.status).toBe(404);
    expect((await response.json()).error).toMatchObject({
      type: "invalid_request_error",
      code: "unknown_url",
      param: null,
    });
  }
});

test("the official client lists the models, each enabled and priced, and reads the credits", async () => {
  const { data } = await api.client(secret).models.list();
  expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining([testModel, "demo/counterpart-demo"]));
  expect(data.map(({ id }) => id)).not.toContain("demo/counterpart-embed");
  const credits = await fetch(`${api.baseUrl}/credits`, { headers: { authorization: `Bearer ${secret}` } });
  expect(await credits.json()).toMatchObject({
    object: "credits",
    available: expect.stringMatching(/^\d+\.\d+$/),
    held: "0",
  });
});

test("the document needs no key and is JSON", async () => {
  const response = await fetch(`${api.baseUrl}/openapi.json`);
  expect(response.status).toBe(200);
  expect((await response.json()).openapi).toBe("3.1.0");
});
