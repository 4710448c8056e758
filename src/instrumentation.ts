import type { Instrumentation } from "next";

/** Runs once when the server starts: an unusable configuration ends it here, with everything that is wrong listed. */
export async function register(): Promise<void> {
  const { env } = await import("~/env");
  env();
  const { startTelemetry } = await import("~/server/telemetry/start-telemetry");
  await startTelemetry();
}

/** What a page fails with; the id is the one that people see. Procedures and routes tell their failures themselves. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath, routeType }) => {
  const { logPageFailure } = await import("~/server/telemetry/log-page-failure");
  logPageFailure(error, { at: routePath, method, part: routeType });
};
