import {
  type Context,
  SpanKind as OtelKind,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { SpanKind, Tracer, TraceSpan } from "./trace-span";

export type TracingConfig = {
  /** Address of the collector; `/v1/traces` is added. */
  endpoint: string;
  headers: Record<string, string>;
  serviceName: string;
  /** Of requests, from 0 to 1. */
  ratio: number;
};

const kinds: Record<SpanKind, OtelKind> = {
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  producer: OtelKind.PRODUCER,
  consumer: OtelKind.CONSUMER,
  internal: OtelKind.INTERNAL,
};

/**
 * Traces over OTLP. The provider is not registered for everybody: what frameworks would then write into spans by
 * themselves (whole addresses, prompts, statements) is not ours to vouch for, so only our own spans leave.
 */
export function createTracer(config: TracingConfig): Tracer {
  const exporter = new OTLPTraceExporter({
    url: `${config.endpoint.replace(/\/+$/, "")}/v1/traces`,
    headers: config.headers,
    timeoutMillis: 5_000,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": config.serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.ratio) }),
    spanLimits: { attributeValueLengthLimit: 200, attributeCountLimit: 32 },
    // A collector that is away costs spans, never memory: what does not fit is dropped.
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: 1_000,
        maxQueueSize: 4_096,
        exportTimeoutMillis: 5_000,
      }),
    ],
  });
  const tracer = provider.getTracer("counterpart");
  const opened = new WeakMap<TraceSpan, Span>();

  const contextOf = (parent: TraceSpan | string | undefined, kind: SpanKind): Context => {
    if (parent === undefined) return ROOT_CONTEXT;
    if (typeof parent !== "string") {
      const span = opened.get(parent);
      return span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span);
    }
    const remote = readTraceparent(parent);
    if (remote === undefined) return ROOT_CONTEXT;
    // Whoever sends a request chooses its trace's id, and would choose with it whether we keep it.
    const isKept = Math.random() < config.ratio;
    const traceFlags = isKept ? TraceFlags.SAMPLED : TraceFlags.NONE;
    return trace.setSpanContext(ROOT_CONTEXT, kind === "server" ? { ...remote, traceFlags } : remote);
  };
  return {
    start(name, kind, parent, attributes) {
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, contextOf(parent, kind));
      const { traceId, spanId, traceFlags } = span.spanContext();
      const handle: TraceSpan = {
        set: (more) => void span.setAttributes(more),
        fail: (code) =>
          void span.setAttribute("error.type", code).setStatus({ code: SpanStatusCode.ERROR, message: code }),
        end: () => span.end(),
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
      };
      opened.set(handle, span);
      return handle;
    },
    flush: () => provider.forceFlush(),
  };
}

/** W3C trace context, version 00. Anything else begins a trace of its own. */
function readTraceparent(header: string): SpanContext | undefined {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header);
  const [, traceId = "", spanId = "", flags = ""] = match ?? [];
  if (match === null || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
}
