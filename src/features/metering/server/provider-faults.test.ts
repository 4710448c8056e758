import { randomUUID } from "node:crypto";
import { generateText, streamText } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import { type MeteringFixture, startMetering, TEST_MODEL, VENDOR_MODELS } from "../testing/metering-fixture";
import type { MeterOptions } from "./meter";
import { meteredModel } from "./metered-model";
import type { MeteringScope } from "./metering-scope";

let world: MeteringFixture;
let scope: MeteringScope;
beforeAll(async () => {
  world = await startMetering();
});
beforeEach(async () => {
  world.server.reset();
  scope = await world.createScope(10_000_000n);
});
afterEach(async () => {
  expect((await world.balance(scope)).held).toBe(0n);
  expect(await world.violations()).toEqual([]);
});
afterAll(() => world.close());

const quick = { retryBaseMs: 1 };
/** Short enough for a test to wait for, long enough for a busy machine to answer in. */
const impatient = { ...quick, stallMs: 800 };

const metered = (options: Partial<MeterOptions> = {}) =>
  meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID(), settings: quick, ...options });

/** Streams an answer to its end and returns what a reader of it sees. */
async function read(options: Partial<MeterOptions> = {}) {
  const { model, meter } = metered(options);
  const errors: unknown[] = [];
  const result = streamText({
    model,
    prompt: "Tell me about the harbour.",
    onError: ({ error }) => void errors.push(error),
  });
  let text = "";
  for await (const part of result.stream) if (part.type === "text-delta") text += part.text;
  await meter.settled();
  return { text, errors };
}

describe.each(VENDOR_MODELS)("%s", (modelId) => {
  it("cut in the middle: what was delivered is charged once, as an estimate", async () => {
    world.server.next({ text: "One two three four five six", cutAfter: 4 });
    const { text, errors } = await read({ modelId });
    expect(text).toBe("One two three four");
    expect(errors.length).toBe(1);
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens(text) }]);
  });

  it("ended in order but unfinished: what was delivered is charged once", async () => {
    world.server.next({ text: "One two three four five six", endAfter: 4 });
    const { text } = await read({ modelId });
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens(text) }]);
  });

  it("cut before the usage: the local count", async () => {
    world.server.next({ text: "One two three four five six", cutBeforeUsage: true });
    const { text } = await read({ modelId });
    expect(text).toBe("One two three four five six");
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens(text) }]);
  });

  it("no usage at all: missing is not zero", async () => {
    world.server.next({ text: "One two three four five six", usage: "none" });
    const { text } = await read({ modelId });
    expect(text).toBe("One two three four five six");
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens(text) }]);
  });

  it("an error inside the stream: the delivered part is charged, the reader is told", async () => {
    world.server.next({ text: "One two three four", errorAfter: 2 });
    const { text, errors } = await read({ modelId });
    expect(text).toBe("One two");
    expect(errors).toMatchObject([{ name: "AppError" }]);
    expect((await world.charges(scope)).length).toBe(1);
  });

  it("silent in the middle: given up, and the delivered part is charged", async () => {
    world.server.next({ text: "One two three four", stallAfter: 2 });
    const { text, errors } = await read({ modelId, settings: impatient });
    expect(text).toBe("One two");
    expect(errors).toMatchObject([{ code: "provider_stalled", status: 504 }]);
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens("One two") }]);
    await expect.poll(() => world.server.requests[0]?.aborted).toBe(true);
  });

  it("silent from the start: given up, free of charge", async () => {
    world.server.next({ stallAfter: 0 });
    const { errors } = await read({ modelId, settings: impatient });
    expect(errors).toMatchObject([{ code: "provider_stalled" }]);
    expect(await world.holds(scope)).toEqual(["released"]);
  });

  it("a repeated ending is charged once", async () => {
    world.server.next({ text: "One two", repeatEnding: 3, usage: { input: 9, output: 2 } });
    await read({ modelId });
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 11 }]);
  });

  it("cached, written and reasoning tokens are told apart", async () => {
    world.server.next({
      text: "One two",
      reasoning: "hm",
      usage: { input: 900, cacheRead: 500, output: 20, reasoning: 0 },
    });
    await read({ modelId });
    expect(await world.charges(scope)).toMatchObject([{ input: 400, cacheRead: 500, output: 20, ucr: 920 }]);
  });
});

describe("a provider that refuses or fails before its first word", () => {
  it.each([500, 529, 503])(
    "%i is asked again, each time under a hold of its own, and only the answer is charged",
    async (status) => {
      world.server.next({ status }, { status }, { text: "At last", usage: { input: 5, output: 2 } });
      const requestId = randomUUID();
      const { text, errors } = await read({ requestId });
      expect({ text, errors }).toEqual({ text: "At last", errors: [] });
      expect(await world.charges(scope)).toMatchObject([{ request_id: `${requestId}:3`, ucr: 7 }]);
      expect(await world.holds(scope)).toEqual(["released", "released", "settled"]);
    },
  );

  it("is asked three times and not more, also where the SDK would retry", async () => {
    world.server.setStandard({ status: 500 });
    const { model } = metered();
    await expect(generateText({ model, prompt: "x", maxRetries: 5 })).rejects.toMatchObject({
      code: "provider_error",
      status: 502,
    });
    expect(world.server.requests.length).toBe(3);
  });

  it("429 waits as long as the provider asks for", async () => {
    world.server.next({ status: 429, retryAfter: 0.3 }, { text: "Now" });
    const startedAt = performance.now();
    expect((await read()).text).toBe("Now");
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  it("429 with a pause that nobody should wait for is told at once", async () => {
    world.server.next({ status: 429, retryAfter: 120 });
    expect((await read()).errors).toMatchObject([
      { code: "provider_rate_limited", status: 429, details: { retryAfterSeconds: 120 } },
    ]);
    expect(world.server.requests.length).toBe(1);
  });

  it("what it will never accept is not asked again", async () => {
    world.server.setStandard({ status: 400 });
    expect((await read()).errors).toMatchObject([{ code: "provider_error", details: { providerStatus: 400 } }]);
    expect(world.server.requests.length).toBe(1);
    expect(await world.holds(scope)).toEqual(["released"]);
  });

  it("a key that it does not take is no fault of the reader: 503", async () => {
    world.server.setStandard({ status: 401 });
    expect((await read()).errors).toMatchObject([{ code: "model_unavailable", status: 503 }]);
  });

  it("stopped while waiting to ask again: nothing is charged and nothing more is asked", async () => {
    world.server.setStandard({ status: 429, retryAfter: 5 });
    const controller = new AbortController();
    const { model, meter } = metered();
    const answer = generateText({ model, prompt: "x", abortSignal: controller.signal });
    await expect.poll(() => world.server.requests.length).toBe(1);
    controller.abort();
    await expect(answer).rejects.toThrow();
    await meter.settled();
    expect(await world.holds(scope)).toEqual(["released"]);
    expect(world.server.requests.length).toBe(1);
  });
});

describe("malformed and huge answers", () => {
  it("something that is no JSON in the middle: the rest arrives, the charge is the provider's", async () => {
    world.server.next({ text: "One two three", malformedAfter: 1, usage: { input: 4, output: 3 } });
    const { text } = await read();
    expect(text).toBe("One two three");
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 7 }]);
  });

  it("a large event arrives in pieces that nobody behind has to hold whole", async () => {
    world.server.next({ text: "One two", hugeAfter: 1, hugeBytes: 100_000, usage: { input: 4, output: 3 } });
    const { model, meter } = metered({ maxOutputTokens: 200_000 });
    const lengths: number[] = [];
    for await (const part of streamText({ model, prompt: "x" }).stream)
      if (part.type === "text-delta") lengths.push(part.text.length);
    await meter.settled();
    expect(Math.max(...lengths)).toBeLessThanOrEqual(16_000);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(100_007);
  });

  it("an event larger than any honest one ends the answer; what came before is charged", async () => {
    world.server.next({ text: "One two three", hugeAfter: 2, hugeBytes: 5_000_000 });
    const { text, errors } = await read();
    expect(text).toBe("One two");
    expect(errors.length).toBe(1);
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: 2 }]);
  });

  it("a provider that writes more than it was allowed is stopped near its bound", async () => {
    world.server.next({ tokens: 5_000 });
    const { text } = await read({ maxOutputTokens: 100 });
    const words = countTokens(text);
    expect(words).toBeGreaterThan(100);
    expect(words).toBeLessThan(300);
    const [charge] = await world.charges(scope);
    expect(charge?.output).toBe(words);
  });
});
