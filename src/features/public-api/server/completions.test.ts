import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { OrgScope } from "~/server/context";
import { type ApiFixture, startApi, testModel } from "../testing/api-fixture";

let api: ApiFixture;
let scope: OrgScope;
let secret: string;
let keyId: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => {
  expect(await api.close()).toEqual([]);
});
beforeEach(async () => {
  api.provider.reset();
  scope = await api.member();
  ({ secret, id: keyId } = await api.key(scope));
});

const ask = [{ role: "user" as const, content: "Say something" }];

test("the official client gets a whole answer with what it used and cost, charged under the key", async () => {
  api.provider.next({ text: "One two three", usage: { input: 40, cacheRead: 10, output: 9, reasoning: 4 } });
  const { data, response } = await api
    .client(secret)
    .chat.completions.create({ model: testModel, messages: ask })
    .withResponse();
  expect(data).toMatchObject({ object: "chat.completion", model: testModel });
  expect(data.choices[0]).toMatchObject({
    finish_reason: "stop",
    message: { role: "assistant", content: "One two three" },
  });
  expect(data.usage).toMatchObject({
    ...{ prompt_tokens: 40, completion_tokens: 9, total_tokens: 49 },
    prompt_tokens_details: { cached_tokens: 10 },
    completion_tokens_details: { reasoning_tokens: 4 },
    cost: { credits: "0.000049", estimated: false },
  });
  expect(response.headers.get("x-credits-charged")).toBe("0.000049");
  expect(response.headers.get("x-ratelimit-limit-requests")).toBe("600");
  expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("599");
  expect(await api.charges(scope)).toMatchObject([{ keyId, purpose: "api", basis: "provider", ucr: 49 }]);
});

test("the official client gets a stream word by word, and its usage and cost in the last chunk where it asks for them", async () => {
  api.provider.next({ text: "One two three four", usage: { input: 20, output: 4 } });
  const stream = await api.client(secret).chat.completions.create({
    ...{ model: testModel, messages: ask, stream: true as const, stream_options: { include_usage: true } },
  });
  let text = "";
  const reasons: unknown[] = [];
  let usage: unknown;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? "";
    if (chunk.choices[0]?.finish_reason) reasons.push(chunk.choices[0].finish_reason);
    if (chunk.usage) usage = chunk.usage;
  }
  expect(text).toBe("One two three four");
  expect(reasons).toEqual(["stop"]);
  expect(usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 4, cost: { credits: "0.000024" } });
  expect(await api.charges(scope)).toMatchObject([{ keyId, basis: "provider", ucr: 24 }]);
});

const tools = [
  {
    type: "function" as const,
    function: {
      name: "weather",
      description: "The weather of a city",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];

test("tools are handed through, their calls come back, and their results go in again", async () => {
  api.provider.next({ toolCalls: [{ name: "weather", arguments: { city: "Oslo" } }] }, { text: "It rains" });
  const client = api.client(secret);
  const first = await client.chat.completions.create({
    model: testModel,
    messages: ask,
    tools,
    tool_choice: "required",
  });
  const message = first.choices[0]?.message;
  expect(first.choices[0]?.finish_reason).toBe("tool_calls");
  expect(message?.content).toBeNull();
  expect(message?.tool_calls).toMatchObject([
    { type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
  ]);
  if (message === undefined) throw new Error("no message");
  const called = message.tool_calls?.[0]?.id ?? "";
  const second = await client.chat.completions.create({
    ...{ model: testModel, tools },
    messages: [...ask, message, { role: "tool", tool_call_id: called, content: "rain, 4 degrees" }],
  });
  expect(second.choices[0]?.message.content).toBe("It rains");
  const [asked, answered] = api.provider.requests.map(({ body }) => body);
  expect(asked).toMatchObject({ tools: [{ function: { name: "weather" } }], tool_choice: "required" });
  expect(JSON.stringify(answered)).toContain("rain, 4 degrees");
  expect(await api.charges(scope)).toHaveLength(2);
});

test("calls of tools are streamed in OpenAI's deltas", async () => {
  api.provider.next({
    toolCalls: [
      { name: "weather", arguments: { city: "Oslo" } },
      { name: "weather", arguments: { city: "Rome" } },
    ],
  });
  const stream = api.client(secret).chat.completions.stream({ model: testModel, messages: ask, tools });
  const final = await stream.finalChatCompletion();
  expect(final.choices[0]?.finish_reason).toBe("tool_calls");
  expect(final.choices[0]?.message.tool_calls).toMatchObject([
    { function: { name: "weather", arguments: '{"city":"Oslo"}' } },
    { function: { name: "weather", arguments: '{"city":"Rome"}' } },
  ]);
});

test("parameters reach the model, and pictures do as data", async () => {
  const picture =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await api.client(secret).chat.completions.create({
    ...{ model: testModel, temperature: 0.5, top_p: 0.9, seed: 7, stop: ["END"], max_completion_tokens: 50 },
    response_format: { type: "json_object" },
    messages: [
      { role: "developer", content: "Be brief" },
      {
        role: "user",
        content: [
          { type: "text", text: "What is it?" },
          { type: "image_url", image_url: { url: picture } },
        ],
      },
    ],
  });
  const body = api.provider.requests[0]?.body;
  expect(body).toMatchObject({
    temperature: 0.5,
    top_p: 0.9,
    seed: 7,
    stop: ["END"],
    max_tokens: 50,
    response_format: { type: "json_object" },
  });
  expect(JSON.stringify(body)).toContain("iVBORw0KGgo");
});

test("a program that leaves ends the vendor's call, and what it was shown by then is charged", async () => {
  api.provider.next({ tokens: 400, msPerToken: 10 });
  const stream = await api.client(secret).chat.completions.create({ model: testModel, messages: ask, stream: true });
  let shown = 0;
  for await (const chunk of stream) {
    shown += (chunk.choices[0]?.delta.content ?? "") === "" ? 0 : 1;
    if (shown >= 10) break;
  }
  await vi.waitFor(async () => expect(await api.holds(scope)).toEqual(["settled"]), { timeout: 5_000 });
  expect(api.provider.requests[0]).toMatchObject({ aborted: true });
  const [charge] = await api.charges(scope);
  expect(charge).toMatchObject({ keyId, basis: "stream_estimate" });
  expect(charge?.output).toBeGreaterThanOrEqual(10);
  expect(charge?.output).toBeLessThan(200);
});

test("a program that leaves before a whole answer is there ends the vendor's call and is charged nothing", async () => {
  api.provider.next({ tokens: 400, msPerToken: 10, firstTokenMs: 500 });
  const leaving = new AbortController();
  const asked = api
    .client(secret)
    .chat.completions.create({ model: testModel, messages: ask }, { signal: leaving.signal });
  await vi.waitFor(() => expect(api.provider.requests).toHaveLength(1));
  leaving.abort();
  await expect(asked).rejects.toThrow(OpenAI.APIUserAbortError);
  await vi.waitFor(async () => expect(await api.holds(scope)).toEqual(["released"]), { timeout: 5_000 });
  expect(await api.charges(scope)).toEqual([]);
});

test("a key that is revoked while it streams loses the stream within moments, and what was delivered is charged", async () => {
  api.provider.next({ tokens: 2_000, msPerToken: 10 });
  const stream = await api.client(secret).chat.completions.create({ model: testModel, messages: ask, stream: true });
  const read = async () => {
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content)
        await api.db.owner.query("UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1", [keyId]);
    }
  };
  await expect(read()).rejects.toThrow(/revoked/);
  expect(await api.holds(scope)).toEqual(["settled"]);
  expect((await api.charges(scope))[0]?.output).toBeGreaterThan(0);
});

test("the same request under one Idempotency-Key is answered and charged once; another one under it is a conflict", async () => {
  const client = api.client(secret);
  const idempotencyKey = randomUUID();
  const options = { headers: { "Idempotency-Key": idempotencyKey } };
  await client.chat.completions.create({ model: testModel, messages: ask }, options);
  const again = client.chat.completions.create({ model: testModel, messages: ask }, options);
  await expect(again).rejects.toMatchObject({ status: 409, code: "idempotency_conflict" });
  const other = client.chat.completions.create(
    { model: testModel, messages: [{ role: "user", content: "Else" }] },
    options,
  );
  await expect(other).rejects.toMatchObject({ status: 409 });
  expect(api.provider.requests).toHaveLength(1);
  expect(await api.charges(scope)).toHaveLength(1);
});

test("ten at once under one Idempotency-Key are one call", async () => {
  api.provider.setStandard({ tokens: 10, msPerToken: 20 });
  const options = { headers: { "Idempotency-Key": randomUUID() } };
  const all = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      api.client(secret).chat.completions.create({ model: testModel, messages: ask }, options),
    ),
  );
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(all.flatMap((each) => (each.status === "rejected" ? [each.reason.status] : []))).toEqual(Array(9).fill(409));
  expect(api.provider.requests).toHaveLength(1);
  expect(await api.charges(scope)).toHaveLength(1);
});

test("an attempt of which nothing came does not use up its Idempotency-Key", async () => {
  api.provider.next({ status: 500 });
  const options = { headers: { "Idempotency-Key": randomUUID() } };
  const client = api.client(secret);
  await expect(client.chat.completions.create({ model: testModel, messages: ask }, options)).rejects.toMatchObject({
    status: 502,
  });
  expect((await client.chat.completions.create({ model: testModel, messages: ask }, options)).choices).toHaveLength(1);
  expect(await api.holds(scope)).toEqual(["released", "settled"]);
});

test("what a key may spend in a month bounds its answers and then refuses them, saying how much and until when", async () => {
  const capped = await api.key(scope, { monthlyCapUcr: 60n });
  api.provider.setStandard({ tokens: 500, usage: "none" });
  const first = await api.client(capped.secret).chat.completions.create({ model: testModel, messages: ask });
  expect(api.provider.requests[0]?.body.max_tokens).toBeLessThan(60);
  expect(first.usage?.total_tokens).toBeGreaterThan(0);
  const second = api.client(capped.secret).chat.completions.create({ model: testModel, messages: ask });
  await expect(second).rejects.toMatchObject({ status: 402, code: "key_limit", type: "insufficient_quota" });
  const refusal = await fetch(`${api.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${capped.secret}` },
    body: JSON.stringify({ model: testModel, messages: ask }),
  }).then((response) => response.json());
  expect(refusal.error.details).toMatchObject({ allowedUcr: "60", resetsAt: expect.any(String) });
});

test("an answer that breaks off is an error inside the stream, with what it cost", async () => {
  api.provider.setStandard({ text: "One two three four five", cutAfter: 3 });
  const stream = await api.client(secret).chat.completions.create({ model: testModel, messages: ask, stream: true });
  let text = "";
  const read = async () => {
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  };
  await expect(read()).rejects.toThrow();
  expect(text).toBe("One two three");
  expect(await api.charges(scope)).toHaveLength(1);
});

test("a program that reads slowly is not written for ahead of it", async () => {
  api.provider.next({ tokens: 3_000 });
  const response = await fetch(`${api.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ model: testModel, messages: ask, stream: true, max_tokens: 4_000 }),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  await sleep(50);
  await reader?.cancel();
  await vi.waitFor(async () => expect(await api.holds(scope)).toEqual(["settled"]), { timeout: 5_000 });
  expect(await api.charges(scope)).toHaveLength(1);
});
