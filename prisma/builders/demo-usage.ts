import { randomUUID } from "node:crypto";
import { authorizeUsage } from "~/features/ledger/server/authorize-usage.service";
import { dispatchHold } from "~/features/ledger/server/dispatch-hold.service";
import { recordPurchase } from "~/features/ledger/server/record-purchase.service";
import { settleHold } from "~/features/ledger/server/settle-hold.service";
import type { DemoClock } from "./demo-clock";

export type DemoCall = {
  orgId: string;
  userId: string;
  modelId: string;
  conversationId?: string;
  messageId?: string;
  tokens: { input: number; cacheRead?: number; output: number; reasoning?: number };
};

const ucrPerCredit = 1_000_000n;
const usdMicrosPerCredit = 20_000n;

/** One metered call at a moment of the past: set aside, sent, charged. */
export async function buildDemoCall(clock: DemoClock, at: Date, call: DemoCall): Promise<void> {
  const requestId = randomUUID();
  const { input, output, cacheRead = 0, reasoning = 0 } = call.tokens;
  await clock.at(at, async (sql) => {
    const authorized = await authorizeUsage(sql, call.orgId, {
      requestId,
      fingerprint: requestId,
      userId: call.userId,
      modelId: call.modelId,
      purpose: "chat",
      conversationId: call.conversationId ?? null,
      messageId: call.messageId ?? null,
      inputTokens: input + cacheRead,
      maxOutputTokens: output + reasoning,
      minOutputTokens: 1,
      limits: { memberTokensPerMonth: null, requestsPerHour: null },
      ttlSeconds: 600,
    });
    if (authorized.code !== "ok") throw new Error(`the demonstration's call was refused: ${authorized.code}`);
    await dispatchHold(sql, call.orgId, authorized.holdId);
    await settleHold(sql, call.orgId, authorized.holdId, {
      tokens: { input, cacheRead, cacheWrite: 0, output, reasoning },
      basis: "provider",
    });
  });
}

/** Credits bought at a moment of the past, at the price that is shipped. */
export async function buildDemoPurchase(
  clock: DemoClock,
  at: Date,
  purchase: { orgId: string; userId: string; credits: number },
): Promise<void> {
  const credits = BigInt(purchase.credits);
  await clock.at(at, (sql) =>
    recordPurchase(sql, purchase.orgId, {
      idempotencyKey: randomUUID(),
      userId: purchase.userId,
      provider: "test",
      amountUcr: credits * ucrPerCredit,
      priceUsdMicros: credits * usdMicrosPerCredit,
      isPaid: true,
    }),
  );
}
