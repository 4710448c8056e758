import { randomUUID } from "node:crypto";
import { generateText, type ModelMessage, streamText } from "ai";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mediaTokens } from "~/adapters/models/media-tokens";
import { documentHint } from "~/adapters/models/prompt-media";
import { type MeteringFixture, startMetering, TEST_MODEL, VENDOR_MODELS } from "../testing/metering-fixture";
import type { OpenHold } from "./metered-call";
import { meteredModel } from "./metered-model";
import type { MeteringScope } from "./metering-scope";

let world: MeteringFixture;
let scope: MeteringScope;
let messages: ModelMessage[];
beforeAll(async () => {
  world = await startMetering();
  const picture = await sharp({ create: { width: 1_000, height: 800, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  const content: ModelMessage = {
    role: "user",
    content: [
      { type: "file", mediaType: "image/png", data: new Uint8Array(picture) },
      {
        type: "file",
        mediaType: "application/pdf",
        data: new Uint8Array(Buffer.from("%PDF-1.4")),
        providerOptions: documentHint(4, 900),
      },
      { type: "text", text: "What are these?" },
    ],
  };
  messages = [content];
});
beforeEach(async () => {
  world.server.reset();
  scope = await world.createScope(1_000_000n);
});
afterEach(async () => {
  expect(await world.violations()).toEqual([]);
});
afterAll(() => world.close());

const media = (modelId: string, which: "likely" | "most") =>
  mediaTokens(modelId, { kind: "image", width: 1_000, height: 800 })[which] +
  mediaTokens(modelId, { kind: "pdf", pages: 4, textTokens: 900 })[which];

describe("a picture and a document", () => {
  it.each(VENDOR_MODELS)(
    "are held for the most that they can be with %s, and charged as the provider says",
    async (modelId) => {
      const holds: OpenHold[] = [];
      const { model, meter } = meteredModel(scope, {
        modelId,
        purpose: "chat",
        requestId: randomUUID(),
        maxOutputTokens: 100,
        onHold: (hold) => holds.push(hold),
      });
      world.server.next({ text: "A pier.", usage: { input: 3_210, output: 2 } });
      await generateText({ model, messages });
      await meter.settled();
      // A token of any kind costs a micro-credit: what is held is a count, of the prompt and of the longest answer.
      expect(Number(holds[0]?.holdUcr)).toBeGreaterThanOrEqual(media(modelId, "most") + 100);
      expect(Number(holds[0]?.holdUcr)).toBeLessThan(media(modelId, "most") + 100 + 60);
      expect(await world.charges(scope)).toMatchObject([{ basis: "provider", input: 3_210, output: 2, ucr: 3_212 }]);
    },
  );

  it("of an answer that was cut off cost what they likely are, marked as an estimate", async () => {
    world.server.next({ text: "One two three four", cutAfter: 2 });
    const { model, meter } = meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID() });
    await streamText({ model, messages, onError: () => undefined }).consumeStream();
    await meter.settled();
    const [charge] = await world.charges(scope);
    expect(charge?.basis).toBe("stream_estimate");
    expect(charge?.input).toBeGreaterThanOrEqual(media(TEST_MODEL, "likely"));
    expect(charge?.input).toBeLessThan(media(TEST_MODEL, "likely") + 40);
  });

  it("are refused before a call where the credits do not pay for the most that they can be", async () => {
    const poor = await world.createScope(BigInt(media(TEST_MODEL, "most")));
    const { model } = meteredModel(poor, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID() });
    await expect(generateText({ model, messages })).rejects.toMatchObject({ code: "insufficient_credits" });
    expect(world.server.requests).toEqual([]);
  });
});
