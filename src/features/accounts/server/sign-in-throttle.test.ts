import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { assertMayTry, recordFailure } from "./sign-in-throttle";

const start = Date.parse("2026-11-20T12:00:00Z");
const minute = 60_000;
const fail = (email: string, times: number, at = start) => {
  for (let n = 0; n < times; n++) recordFailure(email, at);
};

test("after ten wrong passwords an address has to wait, and is told for how long", () => {
  const email = randomUUID();
  fail(email, 9);
  expect(() => assertMayTry(email, start)).not.toThrow();
  fail(email, 1);
  expect(() => assertMayTry(email, start + minute)).toThrow(
    expect.objectContaining({ code: "too_many_attempts", details: { retryAfterSeconds: 540 } }),
  );
});

test("ten minutes later it may try again, and another address never had to wait", () => {
  const email = randomUUID();
  fail(email, 10);
  expect(() => assertMayTry(email, start + 10 * minute)).not.toThrow();
  expect(() => assertMayTry(randomUUID(), start)).not.toThrow();
});

test("every bundle of the application counts together", async () => {
  const email = randomUUID();
  fail(email, 10);
  vi.resetModules();
  const otherBundle = await import("./sign-in-throttle");
  expect(() => otherBundle.assertMayTry(email, start)).toThrow();
});
