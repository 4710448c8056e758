import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { PortName } from "../port-names";
import { savePortHealth } from "./port-health.repository";
import { portTests } from "./port-tests";
import { portsAtWork } from "./ports-at-work";
import { type StepResult, TestRun } from "./test-run";

export type PortTestResult = {
  port: PortName;
  adapter: string;
  ok: boolean;
  ms: number;
  steps: StepResult[];
  /** What the vendor asks the platform for it, in pusd; null where nothing is asked. */
  costPusd: bigint | null;
};

/**
 * Uses a port once as the application would, leaves nothing behind, and tells each step. What was found counts as an
 * answer of the adapter, and that it was tried stays in the audit log. Throws `not_found` where no such adapter is at work.
 */
export async function testPort(
  scope: UserScope,
  input: { port: PortName; adapter: string },
  signal?: AbortSignal,
): Promise<PortTestResult> {
  const { backend } = scope;
  const at = portsAtWork(backend).find(({ port, adapter }) => port === input.port && adapter === input.adapter);
  if (at === undefined || at.isOff) throw notFound("adapter");
  const { port, adapter } = at;
  const startedAt = new Date();
  const started = performance.now();
  const run = new TestRun(signal);
  const costPusd = await portTests[port](run, scope, at);
  const ms = Math.round(performance.now() - started);
  const failed = run.steps.find(({ ok }) => !ok);
  const result: PortTestResult = { port, adapter, ok: run.ok, ms, steps: run.steps, costPusd };
  await inPlatform(backend.database, async (db) => {
    const latencyMs = run.steps[0]?.ms ?? ms;
    // A test that somebody stopped says nothing of the adapter.
    if (signal?.aborted !== true) {
      await savePortHealth(db, [{ port, adapter, latencyMs, problem: failed?.detail ?? null }], startedAt);
    }
    await recordAudit(db, {
      orgId: null,
      actorId: scope.userId,
      actorRole: "superadmin",
      action: "ports.test",
      subject: `${port} ${adapter}`,
      after: { ok: run.ok, ms, failed: failed?.step ?? null, costPusd },
      requestId: scope.requestId,
    });
  });
  return result;
}
