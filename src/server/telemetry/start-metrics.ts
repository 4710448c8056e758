import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Figure, Meters } from "./metrics";

const prefix = "counterpart_";
const ucrPerCredit = 1_000_000;
const pusdPerUsd = 1e12;
/** More names than this are not told apart: a label must not grow with what people send. */
const mostValues = 400;

const requestBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const tokenBuckets = [0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30, 60];

/** Counters in memory, with a registry of their own, and the figures of the process itself. */
export function createMeters(): Meters {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `${prefix}${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `${prefix}${name}`, help, labelNames, buckets, registers });

  const procedures = counter("procedure_requests_total", "Procedures by result.", ["procedure", "type", "code"]);
  const procedureSeconds = histogram(
    "procedure_duration_seconds",
    "Time of procedures.",
    ["procedure"],
    requestBuckets,
  );
  const routes = counter("route_requests_total", "Requests of route handlers.", ["route", "method", "status"]);
  const routeSeconds = histogram("route_duration_seconds", "Time until the answer.", ["route"], requestBuckets);
  const jobs = counter("job_attempts_total", "Attempts of background functions by result.", ["function", "code"]);
  const jobSeconds = histogram("job_duration_seconds", "Time of their work.", ["function"], tokenBuckets);
  const calls = counter("model_calls_total", "Calls of models by how they ended.", ["model", "purpose", "outcome"]);
  const firstToken = histogram(
    "model_first_token_seconds",
    "Provider called until its first output.",
    ["model"],
    tokenBuckets,
  );
  const firstShown = histogram("answer_first_words_seconds", "Request until its first words.", [], tokenBuckets);
  const tokens = counter("tokens_total", "Tokens charged, by kind.", ["model", "kind"]);
  const credits = counter("credits_charged_total", "Credits charged by this process.", ["purpose"]);
  const costUsd = counter("provider_cost_usd_total", "What providers ask for what was charged.", ["model"]);

  const bounded = boundedBy(mostValues);
  return {
    procedure(path, type, code, seconds) {
      const procedure = bounded("procedure", path);
      procedures.inc({ procedure, type, code });
      procedureSeconds.observe({ procedure }, seconds);
    },
    route(address, method, status, seconds) {
      const route = bounded("route", address);
      routes.inc({ route, method, status });
      routeSeconds.observe({ route }, seconds);
    },
    job(functionId, code, seconds) {
      jobs.inc({ function: bounded("function", functionId), code });
      jobSeconds.observe({ function: bounded("function", functionId) }, seconds);
    },
    modelCall: (modelId, purpose, outcome) => calls.inc({ model: bounded("model", modelId), purpose, outcome }),
    firstToken: (modelId, seconds) => firstToken.observe({ model: bounded("model", modelId) }, seconds),
    firstShown: (seconds) => firstShown.observe(seconds),
    charge(modelId, purpose, counts, chargedUcr) {
      const model = bounded("model", modelId);
      for (const [kind, count] of Object.entries(counts)) if (count > 0) tokens.inc({ model, kind }, count);
      credits.inc({ purpose }, Number(chargedUcr) / ucrPerCredit);
    },
    costPusd: (modelId, pusd) => costUsd.inc({ model: bounded("model", modelId) }, Number(pusd) / pusdPerUsd),
    text: async (now) => `${await registry.metrics()}\n${await figuresText(now)}`,
    contentType: registry.contentType,
  };
}

/** A registry of its own for each time that somebody asks: two at once must not see half of each other's figures. */
function figuresText(figures: readonly Figure[]): Promise<string> {
  const registry = new Registry();
  const gauges = new Map<string, Gauge>();
  for (const { name, help, value, labels = {} } of figures) {
    const gauge =
      gauges.get(name) ??
      new Gauge({ name: `${prefix}${name}`, help, labelNames: Object.keys(labels), registers: [registry] });
    gauges.set(name, gauge);
    gauge.set(labels, value);
  }
  return registry.metrics();
}

function boundedBy(most: number): (label: string, value: string) => string {
  const known = new Map<string, Set<string>>();
  return (label, value) => {
    const values = known.get(label) ?? new Set();
    known.set(label, values);
    if (values.has(value)) return value;
    if (values.size >= most) return "other";
    values.add(value);
    return value;
  };
}
