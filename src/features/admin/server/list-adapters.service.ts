import type { UserScope } from "~/server/context";

export type AdapterState = {
  port: "database" | "auth" | "models" | "payments";
  /** The adapter that stands behind the port, by its own name. */
  adapter: string;
  /** The twin that needs no account, rather than a vendor. */
  isTwin: boolean;
  /** Turned off by configuration: nothing is asked of it. */
  isOff: boolean;
  ok: boolean;
  latencyMs: number;
  problem: string | null;
};

/** Which adapter each port uses, and whether it answers right now. Asks all of them at once. */
export async function listAdapters(scope: UserScope): Promise<AdapterState[]> {
  const { auth, models, payments } = scope.ports;
  const [database, signIn, providers, checkout] = await Promise.all([
    timed(() => scope.sql.query("SELECT 1")),
    timed(() => auth.identify(new Headers())),
    models.health(),
    payments.health(),
  ]);
  const plain = { isOff: false, isTwin: false };
  return [
    { ...plain, ...database, port: "database", adapter: "postgresql" },
    {
      ...plain,
      ...signIn,
      port: "auth",
      adapter: auth.provider,
      isTwin: auth.provider === "embedded" || auth.provider === "test",
    },
    ...providers.map((health) => ({
      ...plain,
      port: "models" as const,
      adapter: health.provider,
      isTwin: health.provider === "demo",
      ok: health.ok,
      latencyMs: health.latencyMs,
      problem: health.problem ?? null,
    })),
    {
      port: "payments",
      adapter: payments.provider,
      isTwin: payments.mode === "test",
      isOff: payments.mode === "off",
      ok: checkout.ok,
      latencyMs: checkout.latencyMs,
      problem: checkout.problem ?? null,
    },
  ];
}

async function timed(ask: () => Promise<unknown>): Promise<{ ok: boolean; latencyMs: number; problem: string | null }> {
  const started = performance.now();
  const problem = await ask().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.name : "unknown"),
  );
  return { ok: problem === null, latencyMs: Math.round(performance.now() - started), problem };
}
