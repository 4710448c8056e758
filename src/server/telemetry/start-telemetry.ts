import { env } from "~/env";
import { consoleToLog } from "./console-to-log";
import { setMeters } from "./metrics";
import { setTracer } from "./tracing";

/**
 * Begins to count and to trace, as far as the configuration asks for it; what it does not ask for is not even loaded.
 * In production, what frameworks print of errors becomes lines of the log.
 */
export async function startTelemetry(): Promise<void> {
  const configuration = env();
  if (configuration.NODE_ENV === "production") consoleToLog();
  if (configuration.METRICS_TOKEN !== undefined) {
    const { createMeters } = await import("./start-metrics");
    setMeters(createMeters());
  }
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = configuration;
  if (endpoint === undefined) return;
  const { createTracer } = await import("./start-tracing");
  const tracer = createTracer({
    endpoint,
    headers: configuration.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: configuration.OTEL_SERVICE_NAME,
    ratio: configuration.OTEL_TRACES_SAMPLER_ARG,
  });
  setTracer(tracer);
}
