import type { Instrumentation } from "next";

// `process.env.NEXT_RUNTIME` is no variable here but a word that Next's compiler replaces: it drops what follows from
// the copy for its other runtime, which has none of Node's modules. It has to stand in this file to be seen.

/** Runs once when the server starts: an unusable configuration ends it here, with everything that is wrong listed. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("~/env");
  env();
  const { startTelemetry } = await import("~/server/telemetry/start-telemetry");
  await startTelemetry();
}

/** What a page fails with; the id is the one that people see. Procedures and routes tell their failures themselves. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logPageFailure } = await import("~/server/telemetry/log-page-failure");
  logPageFailure(error, { at: routePath, method, part: routeType });
};
