/** Runs once when the server starts: an unusable configuration ends it here, with everything that is wrong listed. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("~/env");
  env();
  const { startTelemetry } = await import("~/server/telemetry/start-telemetry");
  await startTelemetry();
}
