import { randomUUID } from "node:crypto";
import { authorizeUsage } from "~/features/ledger/server/authorize-usage.service";
import { settleHold } from "~/features/ledger/server/settle-hold.service";
import type { OrgScope } from "~/server/context";

/** One settled call of a model by the member, as the metering would book it. Returns what was charged. */
export async function bookUsage(
  scope: OrgScope,
  modelId: string,
  tokens: { input?: number; output?: number } = {},
): Promise<{ holdId: string; chargeUcr: bigint }> {
  const { input = 100, output = 100 } = tokens;
  const admitted = await authorizeUsage(scope.sql, scope.orgId, {
    requestId: randomUUID(),
    fingerprint: "body",
    userId: scope.userId,
    modelId,
    purpose: "chat",
    inputTokens: input,
    maxOutputTokens: output,
    minOutputTokens: 1,
    limits: { memberTokensPerMonth: null, requestsPerHour: null },
    ttlSeconds: 60,
  });
  if (admitted.code !== "ok") throw new Error(`not admitted: ${admitted.code}`);
  const settled = await settleHold(scope.sql, scope.orgId, admitted.holdId, {
    tokens: { input, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 },
    basis: "provider",
  });
  return { holdId: admitted.holdId, chargeUcr: settled.chargeUcr };
}
