import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";
import { readAnnouncement, refusal } from "./function-config";
import { sign } from "./signature";

const signingKey = "ab".repeat(16);
const client = new Inngest({ id: "app", isDev: false, signingKey });

/** What the SDK itself announces for a function with these options. */
async function announced(options: object) {
  const trigger = { id: "fn", triggers: { event: "some/event" } };
  const fn = client.createFunction({ ...trigger, ...options }, async () => undefined);
  const body = canonicalJson({ url: "http://localhost/api/inngest" });
  const headers = {
    host: "localhost",
    "x-inngest-sync-kind": "in_band",
    "x-inngest-signature": sign(body, signingKey),
  };
  const request = new Request("http://localhost/api/inngest", { method: "PUT", headers, body });
  const answer = await serve({ client, functions: [fn] })(request);
  expect(answer.status, await answer.clone().text()).toBe(200);
  const { functions } = await answer.json();
  return readAnnouncement(functions[0]);
}

test.each([
  ["rateLimit", { rateLimit: { limit: 1, period: "1m" } }],
  ["throttle", { throttle: { limit: 1, period: "1m" } }],
  ["debounce", { debounce: { period: "1m" } }],
  ["batchEvents", { batchEvents: { maxSize: 10, timeout: "5s" } }],
  ["priority", { priority: { run: "event.data.urgent" } }],
  ["singleton", { singleton: { mode: "skip" } }],
  ["timeouts", { timeouts: { start: "10s" } }],
  ['concurrency.scope "account"', { concurrency: { limit: 1, scope: "account", key: "event.data.a" } }],
  ["concurrency.key", { concurrency: { limit: 1, key: "event.data.list.map(x, x)" } }],
  ["idempotency", { idempotency: "hash(event.data)" }],
  ["cancelOn.if", { cancelOn: [{ event: "stop", if: "async.data.a in event.data.b" }] }],
  ["triggers.jitter", { triggers: { cron: "0 * * * *", jitter: "5m" } }],
  ["triggers.event with a wildcard", { triggers: { event: "shop/*" } }],
  ["inngest/function.finished", { triggers: { event: "inngest/function.finished" } }],
])("refuses %s by its name", async (name, options) => {
  const { refused } = await announced(options);
  expect(refused).toEqual([name]);
  expect(refusal("fn", refused)).toMatch(/INNGEST_BASE_URL/);
});

test("takes what the engine has, as it was written", async () => {
  const { config, refused } = await announced({
    name: "A function",
    retries: 7,
    idempotency: "event.data.id",
    concurrency: [
      { limit: 2, key: "event.data.org" },
      { limit: 9, scope: "fn" },
    ],
    cancelOn: [{ event: "stop", match: "data.id", timeout: "1h" }],
    triggers: [{ event: "some/event", if: "event.data.id != null" }, { cron: "TZ=Europe/Paris 0 9 * * 1" }],
  });
  expect(refused).toEqual([]);
  expect(config).toEqual({
    id: "app-fn",
    name: "A function",
    maxAttempts: 8,
    idempotency: "event.data.id",
    concurrency: [{ limit: 2, key: "event.data.org" }, { limit: 9 }],
    cancel: [{ event: "stop", if: "event.data.id == async.data.id", timeout: "1h" }],
    triggers: [{ event: "some/event", expression: "event.data.id != null" }, { cron: "TZ=Europe/Paris 0 9 * * 1" }],
  });
});

test("an option of a later SDK is refused rather than ignored", () => {
  const steps = { step: { id: "step", name: "step", runtime: {}, retries: { attempts: 1, curve: "steep" } } };
  const { refused } = readAnnouncement({ id: "f", triggers: [], steps, novelty: { a: 1 } });
  expect(refused).toEqual(["novelty", "retries.curve"]);
});
