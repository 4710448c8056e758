import { observeProcedure } from "~/server/api/observe-procedure";
import { observeRoute } from "~/server/observe-route";
import { setMeters } from "~/server/telemetry/metrics";
import { createMeters } from "~/server/telemetry/start-metrics";
import { createTracer } from "~/server/telemetry/start-tracing";
import { setTracer } from "~/server/telemetry/tracing";
import { startTraceCollector } from "~/testing/trace-collector";
import { interleave } from "./interleave";

const requests = 20_000;
const ok = { ok: true } as const;

/**
 * What it costs a request of one procedure to be seen: processor microseconds with nothing configured, with
 * metrics, with metrics and traces, beside the same work with none of it.
 */
export async function benchInsight(options: { rounds: number }): Promise<object> {
  // The log's level is read once: at `info` a request that succeeds writes no line.
  process.env.LOG_LEVEL ??= "info";
  process.env.APP_DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none";
  process.env.AUTH_SECRET ??= "only-while-measuring-000000000000000";
  const collector = await startTraceCollector();
  const meters = createMeters();
  const tracer = createTracer({ endpoint: collector.url, headers: {}, serviceName: "bench", ratio: 1 });
  const counting = (metrics: boolean, traces: boolean) => () => {
    setMeters(metrics ? meters : undefined);
    setTracer(traces ? tracer : undefined);
    return microseconds(observed);
  };
  const figures = await interleave(
    [
      { name: "bare", measure: () => microseconds(bare) },
      { name: "nothing configured", measure: counting(false, false) },
      { name: "metrics", measure: counting(true, false) },
      { name: "metrics and traces", measure: counting(true, true) },
    ],
    options.rounds,
  );
  setMeters(undefined);
  setTracer(undefined);
  await collector.close();
  for (const [name, { median }] of Object.entries(figures)) console.log(`${name.padEnd(20)} ${median} µs a request`);
  return { requests, microsecondsPerRequest: figures };
}

const request = new Request("http://localhost/api/trpc/chat.list", { headers: { cookie: "session=x" } });
let count = 0;

async function bare(): Promise<void> {
  await Promise.resolve(ok);
  new Response("ok");
}

async function observed(): Promise<void> {
  const requestId = String(count++);
  await observeRoute(request, requestId, "/api/trpc/[trpc]", async () => {
    const ids = { requestId, at: "chat.list" };
    await observeProcedure({ ids, path: "chat.list", type: "query" }, async () => ok);
    return new Response("ok");
  });
}

async function microseconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < requests; n += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}
