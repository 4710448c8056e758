import { randomUUID } from "node:crypto";
import { embed, embedMany } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import { type MeteringFixture, startMetering, TEST_EMBEDDING } from "../testing/metering-fixture";
import { meteredEmbeddingModel } from "./metered-embedding-model";
import type { MeteringScope } from "./metering-scope";

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

const metered = (requestId = randomUUID()) =>
  meteredEmbeddingModel(scope, {
    modelId: TEST_EMBEDDING,
    requestId,
    settings: { retryBaseMs: 1 },
  });

describe("embeddings", () => {
  it("are charged by the provider's number", async () => {
    world.server.setStandard({ usage: { input: 42, output: 0 } });
    const { model } = metered();
    const { embeddings } = await embedMany({ model, values: ["one text", "another"] });
    expect(embeddings.length).toBe(2);
    expect(await world.charges(scope)).toMatchObject([
      { purpose: "embedding", basis: "provider", input: 42, output: 0, ucr: 42 },
    ]);
  });

  it("are charged by the local count where the provider gives none", async () => {
    world.server.setStandard({ usage: "none" });
    const { model } = metered();
    await embed({ model, value: "one text about harbours" });
    expect(await world.charges(scope)).toMatchObject([
      { basis: "stream_estimate", input: countTokens("one text about harbours") },
    ]);
  });

  it("of many texts are a charge for each batch that went out", async () => {
    const { model, meter } = metered();
    const values = Array.from({ length: 2_100 }, (_, index) => `text ${index}`);
    await embedMany({ model, values });
    expect(world.server.requests.length).toBe(2);
    expect((await world.charges(scope)).length).toBe(2);
    expect(meter.charges.length).toBe(2);
  });

  it("that fail in one batch cost only the batches that did not", async () => {
    world.server.next({ usage: { input: 10, output: 0 } }, { status: 400 });
    const { model } = metered();
    const values = Array.from({ length: 2_100 }, (_, index) => `text ${index}`);
    await expect(embedMany({ model, values, maxParallelCalls: 1 })).rejects.toMatchObject({ code: "provider_error" });
    expect(await world.charges(scope)).toMatchObject([{ ucr: 10 }]);
    expect(await world.holds(scope)).toEqual(["settled", "released"]);
  });

  it("are asked for again after a refusal, under a hold of its own", async () => {
    world.server.next({ status: 503 }, { usage: { input: 7, output: 0 } });
    const requestId = randomUUID();
    const { model } = metered(requestId);
    await embed({ model, value: "one" });
    expect(await world.charges(scope)).toMatchObject([{ request_id: `${requestId}:2`, ucr: 7 }]);
  });

  it("of the demonstration model have its exact count", async () => {
    const { model } = meteredEmbeddingModel(scope, { modelId: "demo/counterpart-embed", requestId: randomUUID() });
    await expect(embed({ model, value: "one" })).rejects.toMatchObject({ code: "model_unpriced" });
  });
});
