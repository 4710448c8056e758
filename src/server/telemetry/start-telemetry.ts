import { env } from "~/env";
import { setMeters } from "./metrics";
import type { Tracer } from "./trace-span";
import { setTracer } from "./tracing";

let tracer: Tracer | undefined;

/**
 * Begins to count and to trace, as far as the configuration asks for it; what it does not ask for is not even loaded.
 * @param part which process this is.
 */
export async function startTelemetry(part: "app" | "worker"): Promise<void> {
  const configuration = env();
  if (part === "app" && configuration.METRICS_TOKEN !== undefined) {
    const { createMeters } = await import("./start-metrics");
    setMeters(createMeters());
  }
  if (configuration.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) {
    const { createTracer } = await import("./start-tracing");
    tracer = createTracer({
      endpoint: configuration.OTEL_EXPORTER_OTLP_ENDPOINT,
      headers: headersOf(configuration.OTEL_EXPORTER_OTLP_HEADERS ?? ""),
      serviceName: configuration.OTEL_SERVICE_NAME,
      part,
      ratio: configuration.OTEL_TRACES_SAMPLER_ARG,
    });
    setTracer(tracer);
  }
}

/** Sends the last spans. Never throws: a collector that is away must not keep a process from ending. */
export async function stopTelemetry(): Promise<void> {
  await tracer?.close().catch(() => undefined);
}

/** `name=value,other=value`, values percent-encoded, as OpenTelemetry describes it. */
function headersOf(list: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of list.split(",")) {
    const at = pair.indexOf("=");
    if (at > 0) headers[pair.slice(0, at).trim()] = decodeURIComponent(pair.slice(at + 1).trim());
  }
  return headers;
}
