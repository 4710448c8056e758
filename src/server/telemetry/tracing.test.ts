import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "~/lib/app-error";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { startTraceCollector, type TraceCollector } from "~/testing/trace-collector";
import { inTransaction } from "../db";
import { defineEvent, traceOf } from "../events";
import { observeRoute } from "../observe-route";
import { emitEvent } from "../outbox";
import { deliverBatch } from "../outbox-delivery";
import { createTracer } from "./start-tracing";
import type { Tracer } from "./trace-span";
import { currentTraceparent, flushSpans, setTracer, startSpan, traced } from "./tracing";

let db: TestDatabase;
let collector: TraceCollector;
let tracer: Tracer;
const happened = defineEvent("test/happened", 1, z.object({ n: z.number() }));

beforeAll(async () => {
  db = await createTestDatabase();
  collector = await startTraceCollector();
  tracer = tracerOf(1);
});
afterEach(async () => {
  await tracer.flush();
  setTracer(undefined);
  collector.spans.length = 0;
});
afterAll(async () => {
  await collector.close();
  await db.close();
});

function tracerOf(ratio: number): Tracer {
  return createTracer({ endpoint: `${collector.url}/`, headers: { "x-team": "a" }, serviceName: "test", ratio });
}

async function request(headers: Record<string, string>, work: () => Promise<unknown>): Promise<void> {
  const asked = new Request("http://x/api/thing?token=secret", { headers });
  await observeRoute(asked, randomUUID(), "/api/thing", async () => {
    await work();
    return new Response("ok");
  });
}

function emitInTransaction(): Promise<unknown> {
  return inTransaction(db.app, (client) => emitEvent(client, happened, { n: 1 }, { orgId: null }));
}

async function delivered(): Promise<{ data: unknown }[]> {
  const events: { data: unknown }[] = [];
  await inTransaction(db.app, async (client) => {
    await client.query("SET LOCAL ROLE app_platform");
    const engine = {
      probe: async () => undefined,
      send: async (batch: readonly { data: unknown }[]) => void events.push(...batch),
    };
    await deliverBatch(client, engine, new Date());
  });
  return events;
}

test("from the request through a model's call into the job of an event that was emitted, it is one trace", async () => {
  setTracer(tracer);
  const outside = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
  await request({ traceparent: `00-${outside.traceId}-${outside.spanId}-01` }, async () => {
    startSpan("model", "client")?.end();
    await emitInTransaction();
  });
  const [event] = await delivered();
  await traced("job", "consumer", {}, async () => undefined, traceOf({ data: event?.data }));
  await tracer.flush();

  const named = Object.fromEntries(collector.spans.map((span) => [span.name, span]));
  expect(Object.keys(named).sort()).toEqual(["GET /api/thing", "job", "model"]);
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([outside.traceId]));
  const route = named["GET /api/thing"];
  expect(route?.parentSpanId).toBe(outside.spanId);
  expect(named.model?.parentSpanId).toBe(route?.spanId);
  expect(named.job?.parentSpanId).toBe(route?.spanId);
  expect(collector.received.join("\n")).not.toContain("secret");
});

test("a failed span says the code and nothing of the error", async () => {
  setTracer(tracer);
  const failing = traced("fails", "internal", {}, () => Promise.reject(new AppError("rate_limited", "canary text")));
  await expect(failing).rejects.toThrow("canary text");
  await expect(traced("breaks", "internal", {}, () => Promise.reject(new Error("canary")))).rejects.toThrow();
  await tracer.flush();
  expect(collector.spans.map(({ status }) => status.message)).toEqual(["rate_limited", "internal"]);
  expect(collector.received.join("\n")).not.toContain("canary");
});

test.each(["", "nonsense", `00-${"0".repeat(32)}-${"1".repeat(16)}-01`, `99-${"a".repeat(32)}-${"1".repeat(16)}-01`])(
  "a header that is no trace (%s) begins one of its own",
  async (traceparent) => {
    setTracer(tracer);
    await request({ traceparent }, async () => undefined);
    await tracer.flush();
    expect(collector.spans[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(collector.spans[0]?.parentSpanId ?? "").toBe("");
  },
);

test("of two requests at once, each span finds its own", async () => {
  setTracer(tracer);
  const one = (name: string) =>
    traced(name, "server", {}, async () => {
      await sleep(5);
      startSpan(`${name} inner`, "internal")?.end();
    });
  await Promise.all([one("a"), one("b")]);
  await tracer.flush();
  for (const name of ["a", "b"]) {
    const outer = collector.spans.find((span) => span.name === name);
    expect(collector.spans.find((span) => span.name === `${name} inner`)?.parentSpanId).toBe(outer?.spanId);
  }
});

test("where the share is nothing, nothing leaves, and what follows knows that", async () => {
  const none = tracerOf(0);
  setTracer(none);
  await request({}, async () => expect(currentTraceparent()).toMatch(/-00$/));
  await none.flush();
  expect(collector.spans).toEqual([]);
});

test("whoever sends a request does not choose whether it is kept", async () => {
  const flag = (kept: boolean) => `00-${"a".repeat(32)}-${"1".repeat(16)}-${kept ? "01" : "00"}`;
  const none = tracerOf(0);
  setTracer(none);
  await request({ traceparent: flag(true) }, async () => expect(currentTraceparent()).toMatch(/-00$/));
  await none.flush();
  expect(collector.spans).toEqual([]);
  setTracer(tracer);
  await request({ traceparent: flag(false) }, async () => undefined);
  await tracer.flush();
  expect(collector.spans).toHaveLength(1);
});

test("of many requests with one and the same id, only the share is kept", async () => {
  const half = tracerOf(0.5);
  setTracer(half);
  const traceparent = `00-${"a".repeat(32)}-${"1".repeat(16)}-01`;
  for (let n = 0; n < 200; n += 1) await request({ traceparent }, async () => undefined);
  await half.flush();
  // Both bounds are missed once in more than a million million runs.
  expect(collector.spans.length).toBeGreaterThan(50);
  expect(collector.spans.length).toBeLessThan(150);
});

test("a job is kept exactly where the request was that began it", async () => {
  setTracer(tracer);
  const carried = (flags: string) => `00-${"a".repeat(32)}-${"1".repeat(16)}-${flags}`;
  await traced("kept", "consumer", {}, async () => undefined, carried("01"));
  await traced("not kept", "consumer", {}, async () => undefined, carried("00"));
  await tracer.flush();
  expect(collector.spans.map(({ name }) => name)).toEqual(["kept"]);
});

test("a process that ends sends what is waiting, and waits for no collector that is away", async () => {
  setTracer(tracer);
  await request({}, async () => undefined);
  await flushSpans();
  expect(collector.spans).toHaveLength(1);
  setTracer({ ...tracer, flush: () => new Promise(() => undefined) });
  vi.useFakeTimers();
  try {
    const ended = flushSpans();
    await vi.advanceTimersByTimeAsync(2_000);
    await ended;
  } finally {
    vi.useRealTimers();
  }
  setTracer(tracer);
});

test("without an exporter there are no spans, and events carry none", async () => {
  await request({ traceparent: `00-${"a".repeat(32)}-${"1".repeat(16)}-01` }, async () => {
    expect(startSpan("model", "client")).toBeUndefined();
    await emitInTransaction();
  });
  expect(traceOf({ data: (await delivered())[0]?.data })).toBeNull();
});
