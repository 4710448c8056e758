import type { ProviderHealth } from "./models.port";

const TIMEOUT_MS = 3_000;

/** Asks a cheap address of a vendor and says how it answered. The body is not read. */
export async function probeHttp(
  provider: string,
  url: string,
  headers: Record<string, string>,
): Promise<ProviderHealth> {
  const startedAt = performance.now();
  const latency = () => Math.round(performance.now() - startedAt);
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    if (response.ok) return { provider, ok: true, latencyMs: latency() };
    return { provider, ok: false, latencyMs: latency(), problem: `answered ${response.status}` };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    return {
      provider,
      ok: false,
      latencyMs: latency(),
      problem: timedOut ? `no answer within ${TIMEOUT_MS / 1000} s` : "could not be reached",
    };
  }
}
