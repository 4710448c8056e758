import { NonRetriableError, RetryAfterError } from "inngest";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GiveUpError, TryLaterError } from "~/server/job-errors";
import { noModels } from "~/testing/no-models";
import { createTestBackend } from "~/testing/scope";
import { useBackend } from "~/testing/use-backend";
import { runJob } from "./run-job";

const canary = "canary-of-a-variable";
vi.stubEnv("RESEND_API_KEY", canary);

// No job of these tests gets as far as a database.
const backend = createTestBackend("postgresql://nobody@127.0.0.1:1/none", { models: noModels });
beforeAll(() => useBackend(backend));
afterAll(async () => {
  useBackend(undefined);
  await backend.database.pool.end();
});

const failing = (error: unknown) =>
  runJob({ functionId: "test", runId: "01TEST", attempt: 0 }, () => Promise.reject(error)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

test.each([
  ["an error", Error, new TypeError(`no key ${canary}`, { cause: new Error(canary) })],
  ["one after which nothing is tried again", NonRetriableError, new GiveUpError(`no key ${canary}`, { cause: canary })],
  ["one that says when", RetryAfterError, new TryLaterError(`no key ${canary}`, 5, { cause: new Error(canary) })],
])("what an engine is told of %s holds its kind and words, and no secret", async (_, kind, given) => {
  const told = await failing(given);
  if (!(told instanceof Error)) throw new Error("it did not fail");
  expect(told).toBeInstanceOf(kind);
  expect(told.message).toMatch(/^no key …/);
  expect([told.name, told.message, told.stack, told.cause].join()).not.toContain(canary);
});

test("the name of an error and the place where it was thrown are kept", async () => {
  const given = new RangeError("too far");
  const told = await failing(given);
  expect(told).toMatchObject({ name: "RangeError", message: "too far" });
  expect(told instanceof Error ? told.stack : "").toContain("run-job.test.ts");
});
