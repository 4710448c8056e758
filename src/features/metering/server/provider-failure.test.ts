import { APICallError } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { AppError } from "~/lib/app-error";
import { meteringDefaults } from "../metering-settings";
import { readFailure } from "./provider-failure";
import { retryPauseMs } from "./retry-pause";

const refusal = (
  statusCode: number | undefined,
  options: { headers?: Record<string, string>; body?: string; isRetryable?: boolean } = {},
) =>
  new APICallError({
    message: "refused",
    url: "http://provider",
    requestBodyValues: {},
    ...(statusCode !== undefined && { statusCode }),
    ...(options.headers && { responseHeaders: options.headers }),
    ...(options.body !== undefined && { responseBody: options.body }),
    ...(options.isRetryable !== undefined && { isRetryable: options.isRetryable }),
  });
const read = (thrown: unknown) => readFailure(thrown, "openai/gpt", 100);

describe("what a provider's failure is called", () => {
  it.each([
    [429, "provider_rate_limited"],
    [500, "provider_error"],
    [502, "provider_error"],
    [400, "provider_error"],
    [401, "model_unavailable"],
    [403, "model_unavailable"],
    [404, "model_unavailable"],
    [503, "model_unavailable"],
    [529, "model_unavailable"],
  ])("%i is %s", (status, code) => expect(read(refusal(status)).error.code).toBe(code));

  it("a server that cannot be reached is not available, and may be by the next attempt", () => {
    expect(read(refusal(undefined, { isRetryable: true }))).toMatchObject({
      error: { code: "model_unavailable" },
      isRetryable: true,
    });
  });

  it.each([
    '{"error":{"code":"context_length_exceeded"}}',
    "This model's maximum context length is 128000 tokens",
    "prompt is too long: 250000 tokens > 200000 maximum",
    "The input token count (1200000) exceeds the maximum number of tokens allowed",
  ])("a prompt that does not fit is told as such: %s", (body) => {
    expect(read(refusal(400, { body }))).toMatchObject({
      error: { code: "context_too_long", status: 422 },
      isRetryable: false,
    });
  });

  it("an error of our own stays what it is", () => {
    const own = new AppError("provider_stalled", "silent");
    expect(read(own)).toMatchObject({ error: own, isRetryable: false });
  });

  it.each([undefined, null, "boom", 7, {}, new Error("boom")])("anything else (%s) is a provider's error", (thrown) => {
    expect(read(thrown).error.code).toBe("provider_error");
  });

  it("keeps the provider's words out of what a reader is told", () => {
    const { error } = read(refusal(500, { body: "secret stack trace" }));
    expect(JSON.stringify([error.message, error.details])).not.toContain("secret");
  });
});

describe("the pause before another attempt", () => {
  const pause = (thrown: unknown, attempt = 0) => retryPauseMs(read(thrown), attempt, meteringDefaults);

  it("is what the provider asks for, in each of its ways of saying so", () => {
    expect(pause(refusal(429, { headers: { "retry-after": "2" } }))).toBe(2_000);
    expect(pause(refusal(429, { headers: { "retry-after-ms": "150" } }))).toBe(150);
    const inThreeSeconds = new Date(Date.now() + 3_000).toUTCString();
    expect(pause(refusal(429, { headers: { "retry-after": inThreeSeconds } }))).toBeGreaterThan(1_000);
  });

  it("is none at all when nobody should wait so long, when nothing would change, or after the last attempt", () => {
    expect(pause(refusal(429, { headers: { "retry-after": "60" } }))).toBeUndefined();
    expect(pause(refusal(400))).toBeUndefined();
    expect(pause(refusal(500), meteringDefaults.retries)).toBeUndefined();
  });

  it("grows with each attempt", () => {
    expect(pause(refusal(500), 0)).toBeLessThan(meteringDefaults.retryBaseMs * 1.3);
    expect(pause(refusal(500), 1)).toBeGreaterThan(meteringDefaults.retryBaseMs * 1.4);
  });
});
