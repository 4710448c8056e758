import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "~/lib/app-error";
import { currentRequest, inSpan } from "../request-context";
import type { SpanKind, TraceAttributes, Tracer, TraceSpan } from "./trace-span";

const shared = globalThis as typeof globalThis & { counterpartTracer?: Tracer };

const longestFlushMs = 2_000;

/** Set once an exporter is configured; until then nothing of this costs anything. */
export function setTracer(tracer: Tracer | undefined): void {
  if (tracer === undefined) delete shared.counterpartTracer;
  else shared.counterpartTracer = tracer;
}

/**
 * A span that whoever calls this ends; undefined where no traces are kept.
 * @param parent a W3C `traceparent` from outside; without it, the open span of this request.
 */
export function startSpan(
  name: string,
  kind: SpanKind,
  attributes: TraceAttributes = {},
  parent?: string | null,
): TraceSpan | undefined {
  return shared.counterpartTracer?.start(name, kind, parent ?? currentRequest()?.span, attributes);
}

/** Runs `work` inside a span, which ends with it. Without an exporter it only runs it. */
export async function traced<T>(
  name: string,
  kind: SpanKind,
  attributes: TraceAttributes,
  work: (span?: TraceSpan) => Promise<T>,
  parent?: string | null,
): Promise<T> {
  const span = startSpan(name, kind, attributes, parent);
  if (span === undefined) return work();
  try {
    return await inSpan(span, () => work(span));
  } catch (error) {
    span.fail(error instanceof AppError ? error.code : "internal");
    throw error;
  } finally {
    span.end();
  }
}

/** Sends the spans that are waiting, for a process that ends. A collector that is away must not keep it. */
export async function flushSpans(): Promise<void> {
  const tracer = shared.counterpartTracer;
  if (tracer === undefined) return;
  const enough = sleep(longestFlushMs, undefined, { ref: false });
  await Promise.race([tracer.flush().catch(() => undefined), enough]);
}

/** What another process needs to go on with this trace; undefined where none is kept. */
export function currentTraceparent(): string | undefined {
  return shared.counterpartTracer === undefined ? undefined : currentRequest()?.span?.traceparent;
}
