import { randomUUID } from "node:crypto";
import { isStepCount, streamText, tool, toUIMessageStream, type UIMessageChunk } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { countTokens } from "~/adapters/models/tokenizer";
import { type MeteringFixture, startMetering, TEST_MODEL } from "../testing/metering-fixture";
import { type CheckpointStatement, openDeliveryGate } from "./delivery-gate";
import type { MeterOptions } from "./meter";
import { meteredModel } from "./metered-model";
import type { MeteringScope } from "./metering-scope";

let world: MeteringFixture;
let scope: MeteringScope;
beforeAll(async () => {
  world = await startMetering();
  await world.db.owner.query(
    "CREATE TABLE journal (id serial, batch jsonb); GRANT ALL ON journal, journal_id_seq TO counterpart_app",
  );
});
beforeEach(async () => {
  world.server.reset();
  scope = await world.createScope(1_000_000n);
  await world.db.owner.query("TRUNCATE journal");
});
afterEach(async () => {
  expect(await world.violations()).toEqual([]);
});
afterAll(() => world.close());

/** Writes the journal and the checkpoint in one statement, as the chat does. */
async function journal(
  chunks: readonly UIMessageChunk[],
  checkpoint: CheckpointStatement | undefined,
): Promise<"ok" | "closed"> {
  if (!checkpoint) {
    await world.db.app.query("INSERT INTO journal (batch) VALUES ($1)", [JSON.stringify(chunks)]);
    return "ok";
  }
  const { rowCount } = await world.db.app.query(
    `WITH checkpoint AS (${checkpoint.text}) INSERT INTO journal (batch) SELECT $9::jsonb FROM checkpoint WHERE code = 'ok'`,
    [...checkpoint.values, JSON.stringify(chunks)],
  );
  return rowCount === 1 ? "ok" : "closed";
}

type Played = { shown: UIMessageChunk[]; text: string; errors: unknown[] };

/** Streams an answer through a gate, as the chat does. */
async function play(
  options: {
    write?: typeof journal;
    onShown?: (text: string) => void;
    controller?: AbortController;
    meter?: Partial<MeterOptions>;
  } = {},
): Promise<Played> {
  const { model, meter } = meteredModel(scope, {
    modelId: TEST_MODEL,
    purpose: "chat",
    requestId: randomUUID(),
    ...options.meter,
  });
  const failing = new AbortController();
  const shown: UIMessageChunk[] = [];
  const errors: unknown[] = [];
  const gate = openDeliveryGate(meter, {
    write: options.write ?? journal,
    publish(chunks) {
      shown.push(...chunks);
      options.onShown?.(textOf(shown));
    },
    intervalMs: 5,
  });
  const result = streamText({
    model,
    prompt: PROMPT,
    tools: { lookup },
    stopWhen: isStepCount(4),
    onError: ({ error }) => void errors.push(error),
    abortSignal: options.controller?.signal ?? failing.signal,
  });
  try {
    for await (const chunk of toUIMessageStream({ stream: result.stream })) await gate.deliver(chunk);
    await gate.flush();
  } catch (error) {
    errors.push(error);
    failing.abort();
  } finally {
    await gate.close();
  }
  return { shown, text: textOf(shown), errors };
}

describe("the delivery gate", () => {
  it("shows nothing that is not written down, in order and whole", async () => {
    world.server.next({ tokens: 60, usage: { input: 10, output: 60 } });
    const { text, shown } = await play({
      write: async (chunks, checkpoint) => {
        await new Promise((resolve) => setTimeout(resolve, 3));
        return journal(chunks, checkpoint);
      },
    });
    const { rows } = await world.db.owner.query<{ batch: UIMessageChunk[] }>("SELECT batch FROM journal ORDER BY id");
    expect(rows.flatMap((row) => row.batch)).toEqual(JSON.parse(JSON.stringify(shown)));
    expect(text.split(" ").length).toBe(60);
    expect(await world.charges(scope)).toMatchObject([{ basis: "provider", ucr: 70 }]);
  });

  it("writes at once while nobody waits, and gathers chunks while a write is under way", async () => {
    world.server.next({ tokens: 200 });
    let writes = 0;
    const firstAt: number[] = [];
    await play({
      write: async (chunks, checkpoint) => {
        writes += 1;
        if (chunks.some((chunk) => chunk.type === "text-delta")) firstAt.push(chunks.length);
        await new Promise((resolve) => setTimeout(resolve, 10));
        return journal(chunks, checkpoint);
      },
    });
    expect(writes).toBeLessThan(60);
    expect(Math.max(...firstAt)).toBeGreaterThan(3);
  });

  it("the first word is shown before a fast model has written the rest", async () => {
    world.server.next({ tokens: 1_000 });
    const { model, meter } = meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID() });
    let delivered = 0;
    let deliveredAtFirst = 0;
    const gate = openDeliveryGate(meter, {
      write: journal,
      publish: (chunks) => {
        if (textOf(chunks) !== "") deliveredAtFirst ||= delivered;
      },
    });
    for await (const chunk of toUIMessageStream({ stream: streamText({ model, prompt: PROMPT }).stream })) {
      delivered += 1;
      await gate.deliver(chunk);
    }
    await gate.close();
    expect(deliveredAtFirst).toBeLessThan(10);
    expect(delivered).toBeGreaterThan(1_000);
  });

  it("stopped: the prompt and exactly what readers were shown is charged, and nothing is shown afterwards", async () => {
    world.server.next({ tokens: 300, msPerToken: 3 });
    const controller = new AbortController();
    const { text } = await play({
      controller,
      onShown: (shown) => void (shown.split(" ").length >= 20 && controller.abort()),
    });
    expect(text.split(" ").length).toBeGreaterThanOrEqual(20);
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens(text) }]);
    await expect.poll(() => world.server.requests[0]?.aborted).toBe(true);
  });

  it("what was received but never shown is not charged", async () => {
    world.server.next({ tokens: 300 });
    const controller = new AbortController();
    const { model, meter } = meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID() });
    let text = "";
    const gate = openDeliveryGate(meter, {
      write: journal,
      publish: (chunks) => {
        text += textOf(chunks);
      },
    });
    let words = 0;
    const result = streamText({ model, prompt: PROMPT, abortSignal: controller.signal });
    for await (const chunk of toUIMessageStream({ stream: result.stream })) {
      // Whoever delivers stops here, while more is on its way through the SDK.
      if (words === 10) break;
      if (chunk.type === "text-delta" && chunk.delta !== "") words += 1;
      void gate.deliver(chunk);
    }
    controller.abort();
    await gate.close();
    expect(text.split(" ").length).toBe(10);
    expect(await world.charges(scope)).toMatchObject([{ basis: "stream_estimate", output: countTokens(text) }]);
  });

  it("killed in the middle: after the sweep exactly what was shown is charged", async () => {
    world.server.next({ tokens: 300, msPerToken: 2 });
    // What a kill does: from some moment on this process neither writes nor shows nor settles anything.
    let dead = false;
    const mortal: MeteringScope = {
      ...scope,
      sql: {
        query: (text, values) => (dead ? new Promise(() => undefined) : scope.sql.query(text, values)),
      },
    };
    const { model, meter } = meteredModel(mortal, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID() });
    let text = "";
    const gate = openDeliveryGate(meter, {
      write: (chunks, checkpoint) => (dead ? new Promise(() => undefined) : journal(chunks, checkpoint)),
      publish: (chunks) => {
        text += textOf(chunks);
      },
      intervalMs: 1,
    });
    const result = streamText({ model, prompt: PROMPT });
    for await (const chunk of toUIMessageStream({ stream: result.stream })) {
      void gate.deliver(chunk);
      if (text.split(" ").length > 40) dead = true;
      if (dead) break;
    }
    await world.sweepLater();
    expect(await world.charges(scope)).toMatchObject([{ basis: "checkpoint", output: countTokens(text) }]);
    expect(await world.balance(scope)).toMatchObject({ held: 0n });
  });

  it("each step of a tool loop is checkpointed under its own hold", async () => {
    world.server.next(
      {
        text: "Looking it up now.",
        toolCalls: [{ name: "lookup", arguments: { word: "haven" } }],
        usage: { input: 20, output: 9 },
      },
      { tokens: 100, msPerToken: 3 },
    );
    const controller = new AbortController();
    const { shown } = await play({
      controller,
      onShown: (text) => void (text.split(" ").length >= 30 && controller.abort()),
    });
    const second = textOf(shown.slice(shown.findLastIndex((chunk) => chunk.type === "start-step")));
    const [first, last, ...more] = await world.charges(scope);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ basis: "provider", ucr: 29 });
    expect(last).toMatchObject({ basis: "stream_estimate", output: countTokens(second) });
  });

  it("a write that fails for a while is tried again, and nothing is shown twice", async () => {
    world.server.next({ tokens: 30, msPerToken: 1, usage: { input: 1, output: 30 } });
    let failures = 3;
    const { text, errors } = await play({
      write: async (chunks, checkpoint) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error("the database is away");
        }
        return journal(chunks, checkpoint);
      },
    });
    expect({ words: text.split(" ").length, errors }).toEqual({ words: 30, errors: [] });
  });

  it("a hold that was closed behind its back ends the delivery", async () => {
    world.server.next({ tokens: 200, msPerToken: 3 });
    let sweeping: Promise<void> | undefined;
    const { errors, text } = await play({
      onShown: (shown) => {
        if (shown.split(" ").length > 10) sweeping ??= world.sweepLater();
      },
    });
    await sweeping;
    expect(errors).toMatchObject([{ code: "unavailable" }]);
    expect(await world.charges(scope)).toMatchObject([{ basis: "checkpoint", output: countTokens(text) }]);
  });

  it("a gate that is closed while a call is still open ends that call", async () => {
    world.server.next({ tokens: 1_000, msPerToken: 5 });
    const { model, meter } = meteredModel(scope, {
      modelId: TEST_MODEL,
      purpose: "chat",
      requestId: randomUUID(),
      settings: { deliveryCloseMs: 100 },
    });
    const gate = openDeliveryGate(meter, { write: journal, publish: () => undefined });
    const reader = toUIMessageStream({ stream: streamText({ model, prompt: PROMPT }).stream }).getReader();
    for (let index = 0; index < 20; index += 1) {
      const { value } = await reader.read();
      if (value) void gate.deliver(value);
    }
    await gate.flush();
    await gate.close();
    expect(await world.holds(scope)).toEqual(["settled"]);
    await expect.poll(() => world.server.requests[0]?.aborted).toBe(true);
  });
});

const PROMPT = "Tell me about the harbour.";

function textOf(chunks: readonly UIMessageChunk[]): string {
  return chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
}

const lookup = tool({
  description: "Look up a word",
  inputSchema: z.object({ word: z.string() }),
  execute: async () => "a harbour",
});
