import { randomUUID } from "node:crypto";
import { embedMany, generateText, streamText } from "ai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "~/lib/app-error";
import { type MeteringFixture, startMetering, TEST_EMBEDDING, TEST_MODEL } from "../testing/metering-fixture";
import type { MeterOptions } from "./meter";
import { meteredEmbeddingModel } from "./metered-embedding-model";
import { meteredModel } from "./metered-model";
import type { MeteringScope } from "./metering-scope";

let world: MeteringFixture;
beforeAll(async () => {
  world = await startMetering();
});
beforeEach(() => world.server.reset());
afterEach(async () => {
  expect(await world.violations()).toEqual([]);
});
afterAll(() => world.close());

const ask = (scope: MeteringScope, options: Partial<MeterOptions> = {}) =>
  generateText({
    model: meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID(), ...options }).model,
    prompt: "One question",
  });

const refusal = async (asking: Promise<unknown>): Promise<AppError> => {
  const error = await asking.then(
    () => new Error("was not refused"),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: "AppError" });
  return error as AppError;
};

describe("what the gate refuses never reaches a provider", () => {
  afterEach(() => expect(world.server.requests.length).toBe(0));

  it("without credits: 402, with what is there, what is needed and every check", async () => {
    const scope = await world.createScope(10n);
    const error = await refusal(ask(scope));
    expect(error).toMatchObject({ code: "insufficient_credits", status: 402 });
    expect(error.details).toMatchObject({
      modelId: TEST_MODEL,
      availableUcr: "10",
      checks: { balance: { availableUcr: "10" }, memberMonth: { used: 0 }, hourlyRate: { used: 0 } },
    });
    expect(JSON.parse(JSON.stringify(error.details))).toEqual(error.details);
  });

  it("over the member's month: 402, with used, allowed and when it begins anew", async () => {
    const scope = await world.createScope(1_000_000n, { tokensPerMonth: 20 });
    const error = await refusal(ask(scope));
    expect(error).toMatchObject({ code: "member_limit", status: 402, details: { used: 0, allowed: 20 } });
    expect(Date.parse(String(error.details.resetsAt))).toBeGreaterThan(Date.now());
  });

  it("for a model without a price: 403, and no default price is made up", async () => {
    const scope = await world.createScope(1_000_000n);
    expect(await refusal(ask(scope, { modelId: "compatible/unpriced" }))).toMatchObject({
      code: "model_unpriced",
      status: 403,
    });
  });

  it("for a frozen account: 403", async () => {
    const scope = await world.createScope(1_000_000n);
    await world.db.owner.query("UPDATE credit_account SET status = 'frozen' WHERE org_id = $1", [scope.orgId]);
    expect(await refusal(ask(scope))).toMatchObject({ code: "account_frozen", status: 403 });
    const suspension = { at: new Date(), reason: "Unpaid bills" };
    expect(await refusal(ask({ ...scope, org: { suspension, deleteAfter: null } }))).toMatchObject({
      code: "account_frozen",
      details: { suspendedReason: "Unpaid bills", deleteAfter: null },
    });
  });

  it("for a model that nobody serves: 503 before anything is held", async () => {
    const scope = await world.createScope(1_000_000n);
    expect(await refusal(Promise.resolve().then(() => ask(scope, { modelId: "compatible/nobody" })))).toMatchObject({
      code: "model_unavailable",
      status: 503,
    });
    expect(await world.holds(scope)).toEqual([]);
  });

  it("for texts to embed as well", async () => {
    const scope = await world.createScope(3n);
    const { model } = meteredEmbeddingModel(scope, { modelId: TEST_EMBEDDING, requestId: randomUUID() });
    expect(await refusal(embedMany({ model, values: ["some text"], maxRetries: 0 }))).toMatchObject({
      code: "insufficient_credits",
    });
  });

  it("a stream that is refused says so, in an error that carries its code", async () => {
    const scope = await world.createScope(10n);
    const { model } = meteredModel(scope, { modelId: TEST_MODEL, purpose: "chat", requestId: randomUUID() });
    const errors: unknown[] = [];
    const result = streamText({ model, prompt: "One question", onError: ({ error }) => void errors.push(error) });
    await result.consumeStream();
    expect(errors).toMatchObject([{ code: "insufficient_credits" }]);
  });
});

describe("what the gate lets through", () => {
  it("over the hour's rate: 429, once the calls of the hour are used up", async () => {
    const scope = await world.createScope(1_000_000n);
    const limits = { requestsPerHour: 2 };
    await ask(scope, { limits });
    await ask(scope, { limits });
    expect(await refusal(ask(scope, { limits }))).toMatchObject({
      code: "rate_limited",
      status: 429,
      details: { used: 2, allowed: 2 },
    });
    expect(world.server.requests.length).toBe(2);
  });

  it("of fifty calls at once on credit for one, exactly one goes out", async () => {
    world.server.setStandard({ text: "One", firstTokenMs: 150, usage: { input: 30, output: 40 } });
    const scope = await world.createScope(110n);
    const settings = { maxOutputTokens: 50, minOutputTokens: 50 };
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => ask(scope, settings)));
    expect(answers.filter((answer) => answer.status === "fulfilled").length).toBe(1);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "insufficient_credits" });
    }
    expect(world.server.requests.length).toBe(1);
    expect(await world.balance(scope)).toEqual({ posted: 40n, held: 0n });
  });

  it("an answer is bounded by what is affordable, and the caller is told", async () => {
    const scope = await world.createScope(100n);
    let cap: { maxOutputTokens: number; isCappedByCredits: boolean } | undefined;
    await ask(scope, { maxOutputTokens: 1_000, onHold: (hold) => (cap = hold) });
    expect(cap?.isCappedByCredits).toBe(true);
    expect(cap?.maxOutputTokens).toBeLessThan(100);
    expect(world.server.requests[0]?.body.max_tokens ?? world.server.requests[0]?.body.max_completion_tokens).toBe(
      cap?.maxOutputTokens,
    );
  });

  it("a request under an id that is running starts no second call", async () => {
    world.server.setStandard({ text: "One", firstTokenMs: 200 });
    const scope = await world.createScope(1_000_000n);
    const requestId = randomUUID();
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => ask(scope, { requestId })));
    expect(answers.filter((answer) => answer.status === "fulfilled").length).toBe(1);
    expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({
      reason: { code: "answer_in_progress" },
    });
    expect(world.server.requests.length).toBe(1);
    expect((await world.charges(scope)).length).toBe(1);
  });

  it("a request under an id that is over is not answered anew", async () => {
    const scope = await world.createScope(1_000_000n);
    const requestId = randomUUID();
    await ask(scope, { requestId });
    expect(await refusal(ask(scope, { requestId }))).toMatchObject({
      code: "request_conflict",
      details: { state: "settled" },
    });
    expect(world.server.requests.length).toBe(1);
  });
});
