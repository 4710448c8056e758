import { randomUUID } from "node:crypto";
import { Inngest } from "inngest";
import { getAsyncCtx } from "inngest/experimental";
import { z } from "zod";
import { hasInngest, type JobsConfiguration } from "./jobs.env";
import type { JobEvent } from "./jobs.port";
import { jobsSigningKeys } from "./signing-keys";
import { deterministicId } from "./worker/deterministic-id";

type Logger = {
  info(...arguments_: unknown[]): void;
  warn(...arguments_: unknown[]): void;
  error(...arguments_: unknown[]): void;
  debug(...arguments_: unknown[]): void;
};

/**
 * The client of Inngest's SDK that functions are defined with and served by. With an Inngest it talks to
 * it; without one, what a function sends goes to `send`, and nothing leaves the process.
 */
export function createJobsClient(
  configuration: JobsConfiguration,
  send: (events: JobEvent[]) => Promise<void>,
  logger?: Logger,
): Inngest {
  const [signingKey, signingKeyFallback] = jobsSigningKeys(configuration);
  const common = {
    id: configuration.INNGEST_APP_ID,
    signingKey,
    ...(signingKeyFallback === undefined ? {} : { signingKeyFallback }),
    ...(logger === undefined ? {} : { logger }),
  };
  if (hasInngest(configuration)) {
    const { INNGEST_DEV: devUrl, INNGEST_EVENT_KEY: eventKey } = configuration;
    const baseUrl = devUrl ?? configuration.INNGEST_BASE_URL;
    return new Inngest({
      ...common,
      isDev: devUrl !== undefined,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(eventKey === undefined ? {} : { eventKey }),
    });
  }
  return new Inngest({
    ...common,
    isDev: false,
    // Nobody listens there, and nobody has to: the requests end below.
    baseUrl: "http://worker.invalid",
    eventKey: "worker",
    fetch: (input, init) => answerSdk(input, init, send),
  });
}

const Sent = z.array(
  z.looseObject({ id: z.string().nullish(), name: z.string(), data: z.unknown().optional(), ts: z.number().nullish() }),
);

/** Stands in for Inngest's API where the SDK calls it: it takes events, and knows nothing else. */
async function answerSdk(
  input: string | URL | Request,
  init: RequestInit | undefined,
  send: (events: JobEvent[]) => Promise<void>,
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!url.pathname.startsWith("/e/")) {
    const error = `This installation has no Inngest: ${url.pathname} is not answered by its worker.`;
    return Response.json({ error, status: 501 }, { status: 501 });
  }
  const events = Sent.parse(JSON.parse(String(init?.body)));
  const newId = await idsOfThisStep();
  const kept = events.map(({ id, name, data, ts }, index) => ({
    id: id ?? newId(index),
    name,
    data: data ?? {},
    ...(ts === null || ts === undefined ? {} : { ts }),
  }));
  await send(kept);
  return Response.json({ ids: kept.map(({ id }) => id), status: 200 });
}

const callsOf = new WeakMap<object, number>();

/** A step that runs again sends the same events: their ids follow from the run, the step and their order. */
async function idsOfThisStep(): Promise<(index: number) => string> {
  const execution = (await getAsyncCtx())?.execution;
  const step = execution?.executingStep;
  if (execution === undefined || step === undefined) return () => randomUUID();
  const call = callsOf.get(step) ?? 0;
  callsOf.set(step, call + 1);
  const { runId } = execution.ctx;
  return (index) => deterministicId("sent", runId, step.id, call, index);
}
