import { randomUUID } from "node:crypto";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { generateText, isStepCount, streamText, tool } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { countTokens } from "~/adapters/models/tokenizer";
import { type MeteringFixture, startMetering, TEST_MODEL } from "../testing/metering-fixture";
import { usageOfBuckets } from "../usage-buckets";
import type { MeterOptions } from "./meter";
import { meteredModel } from "./metered-model";
import type { MeteringScope } from "./metering-scope";
import { recordLateUsage } from "./record-late-usage.service";

let world: MeteringFixture;
let scope: MeteringScope;
beforeAll(async () => {
  world = await startMetering();
});
beforeEach(async () => {
  world.server.reset();
  scope = await world.createScope(1_000_000n);
});
afterEach(async () => {
  expect(await world.violations()).toEqual([]);
});
afterAll(() => world.close());

const metered = (options: Partial<MeterOptions> = {}) =>
  meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID(), ...options });

const PROMPT = "Tell me about the harbour, please.";
/** As the middleware counts it: the words, the overhead of one message, and of the answer to come. */
const PROMPT_TOKENS = countTokens(PROMPT) + 4 + 3;

describe("the charge policy", () => {
  it("charges what the provider says was used, in buckets that do not overlap", async () => {
    world.server.next({ text: "A short answer.", usage: { input: 100, cacheRead: 60, output: 30, reasoning: 10 } });
    const { model, meter } = metered();
    const result = streamText({ model, prompt: PROMPT });
    expect(await result.text).toBe("A short answer.");
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([
      {
        basis: "provider",
        input: 40,
        cacheRead: 60,
        cacheWrite: 0,
        output: 20,
        reasoning: 10,
        ucr: 130,
        purpose: "chat",
      },
    ]);
    expect(await world.balance(scope)).toEqual({ posted: 999_870n, held: 0n });
  });

  it("no output and no usage costs nothing", async () => {
    world.server.next({ cutAfter: 0, usage: "none" }, { cutAfter: 0 }, { cutAfter: 0 });
    const { model } = metered({ settings: { retryBaseMs: 1 } });
    await expect(generateText({ model, prompt: PROMPT })).rejects.toThrow();
    expect(await world.charges(scope)).toEqual([]);
    expect(new Set(await world.holds(scope))).toEqual(new Set(["released"]));
  });

  it("an answer that was stopped costs the prompt and the part that was delivered", async () => {
    world.server.next({ tokens: 100, msPerToken: 10 });
    const controller = new AbortController();
    const { model, meter } = metered();
    const result = streamText({ model, prompt: PROMPT, abortSignal: controller.signal });
    let text = "";
    for await (const delta of result.textStream) {
      text += delta;
      if (text.split(" ").length === 5) controller.abort();
    }
    await meter.settled();
    const [charge, ...more] = await world.charges(scope);
    expect(more).toEqual([]);
    expect(charge).toMatchObject({ basis: "stream_estimate", input: PROMPT_TOKENS });
    // The word that was on its way when the reader stopped may have been passed on already.
    expect(charge?.output).toBeGreaterThanOrEqual(countTokens(text));
    expect(charge?.output).toBeLessThanOrEqual(countTokens(`${text} word6 word7 word8`));
    await expect.poll(() => world.server.requests[0]?.aborted).toBe(true);
  });

  it("a provider that is cut off without usage costs the local count, marked as an estimate", async () => {
    world.server.next({ text: "One two three four five six seven", cutAfter: 5 });
    const { model, meter } = metered();
    const result = streamText({ model, prompt: PROMPT, onError: () => undefined });
    const parts = [];
    for await (const part of result.stream) parts.push(part);
    await meter.settled();
    expect(parts.find((part) => part.type === "error")).toMatchObject({
      error: { code: expect.stringMatching(/^provider_error|model_unavailable$/) },
    });
    expect(await world.charges(scope)).toMatchObject([
      { basis: "stream_estimate", input: PROMPT_TOKENS, output: countTokens("One two three four five") },
    ]);
    // The reader is told the numbers that were charged.
    expect(parts.find((part) => part.type === "finish-step")).toMatchObject({
      finishReason: "error",
      usage: { inputTokens: PROMPT_TOKENS, outputTokens: countTokens("One two three four five") },
    });
  });

  it("a stream that ends in order but without usage costs the local count", async () => {
    world.server.next({ text: "One two three four five", usage: "none" });
    const { model, meter } = metered();
    expect(await streamText({ model, prompt: PROMPT }).text).toBe("One two three four five");
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: 5, input: PROMPT_TOKENS }]);
  });

  it("an explicit zero counts as zero, and still leaves one charge", async () => {
    world.server.next({ text: "Free of charge", usage: "zero" });
    const { model, meter } = metered();
    await streamText({ model, prompt: PROMPT }).consumeStream();
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", input: 0, output: 0, ucr: 0 }]);
    expect(await world.balance(scope)).toEqual({ posted: 1_000_000n, held: 0n });
  });

  it("a failed step after a finished one costs only the finished one", async () => {
    world.server.next(
      { toolCalls: [{ name: "lookup", arguments: { word: "haven" } }], usage: { input: 50, output: 10 } },
      { status: 500 },
      { status: 500 },
      { status: 500 },
    );
    const { model, meter } = metered({ settings: { retryBaseMs: 1 } });
    const result = streamText({
      model,
      prompt: PROMPT,
      tools: { lookup },
      stopWhen: isStepCount(4),
      onError: () => undefined,
    });
    await result.consumeStream();
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 60 }]);
    expect(await world.holds(scope)).toEqual(["settled", "released", "released", "released"]);
  });

  it("every step of a tool loop is a charge of its own", async () => {
    world.server.next(
      { toolCalls: [{ name: "lookup", arguments: { word: "haven" } }], usage: { input: 50, output: 10 } },
      { toolCalls: [{ name: "lookup", arguments: { word: "port" } }], usage: { input: 70, output: 11 } },
      { text: "Both are harbours.", usage: { input: 90, output: 12 } },
    );
    const requestId = randomUUID();
    const { model, meter } = metered({ requestId });
    const result = await generateText({ model, prompt: PROMPT, tools: { lookup }, stopWhen: isStepCount(4) });
    expect(result.text).toBe("Both are harbours.");
    expect((await world.charges(scope)).map((charge) => [charge.request_id, charge.ucr])).toEqual([
      [`${requestId}:1`, 60],
      [`${requestId}:2`, 81],
      [`${requestId}:3`, 102],
    ]);
    expect(meter.charges.map((charge) => charge.chargeUcr)).toEqual([60n, 81n, 102n]);
  });

  it("a client that leaves just before the last usage chunk is charged once, by the provider's number", async () => {
    world.server.next({ text: "One two three", usageDelayMs: 200, usage: { input: 40, output: 9 } });
    const { model, meter } = metered();
    const { stream } = await model.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: PROMPT }] }] });
    const reader = stream.getReader();
    await readWords(reader, 3);
    await reader.cancel();
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 49 }]);
  });

  it("the provider's own number arriving later is a linked correction, made once", async () => {
    world.server.next({ text: "One two three", usageDelayMs: 300, usage: { input: 40, output: 9 } });
    const { model, meter } = metered({ settings: { usageGraceMs: 50 } });
    const { stream } = await model.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: PROMPT }] }] });
    const reader = stream.getReader();
    await readWords(reader, 3);
    await reader.cancel();
    await meter.settled();
    const estimate = PROMPT_TOKENS + countTokens("One two three");
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", ucr: estimate }]);
    await expect.poll(async () => (await world.balance(scope)).posted).toBe(1_000_000n - 49n);
    const holdId = meter.charges[0]?.holdId ?? "";
    const usage = usageOfBuckets({ input: 40, cacheRead: 0, cacheWrite: 0, output: 9, reasoning: 0 });
    expect(await recordLateUsage(scope, holdId, usage)).toBe(BigInt(estimate - 49));
    expect((await world.balance(scope)).posted).toBe(1_000_000n - 49n);
  });

  it("a client that leaves in the middle of the answer is charged for what it got, and the provider is stopped", async () => {
    world.server.next({ tokens: 200, msPerToken: 20 });
    const { model, meter } = metered();
    const { stream } = await model.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: PROMPT }] }] });
    const reader = stream.getReader();
    await readWords(reader, 3);
    await reader.cancel();
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([
      { basis: "stream_estimate", input: PROMPT_TOKENS, output: countTokens("word word1 word2") },
    ]);
    await expect.poll(() => world.server.requests[0]?.aborted).toBe(true);
  });

  it("an abort and the end of the stream at once settle once", async () => {
    for (let round = 0; round < 10; round += 1) {
      world.server.next({ text: "One two three", usage: { input: 10, output: 3 } });
      const controller = new AbortController();
      const { model, meter } = metered();
      const result = streamText({ model, prompt: PROMPT, abortSignal: controller.signal });
      for await (const part of result.stream)
        if (part.type === "text-delta" && part.text.includes("three")) setImmediate(() => controller.abort());
      await meter.settled();
      expect(meter.charges.length).toBe(1);
    }
    expect((await world.charges(scope)).length).toBe(10);
  });

  it("the last events sent twice are charged once", async () => {
    world.server.next({ text: "One two", repeatEnding: 2, usage: { input: 5, output: 2 } });
    const { model, meter } = metered();
    await streamText({ model, prompt: PROMPT }).consumeStream();
    await meter.settled();
    expect(await world.charges(scope)).toMatchObject([{ ucr: 7 }]);
  });
});

async function readWords(reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>, count: number): Promise<void> {
  for (let words = 0; words < count; ) {
    const { value } = await reader.read();
    if (value?.type === "text-delta" && value.delta !== "") words += 1;
  }
}

const lookup = tool({
  description: "Look up a word in the dictionary",
  inputSchema: z.object({ word: z.string() }),
  execute: async () => "a harbour",
});
