import type { OrgDb } from "~/server/db";

type Ctx = { db: OrgDb; orgId: string };

/** What the calls of one answer came to, corrections included. */
export type ChargeSum = {
  messageId: string;
  chargedUcr: bigint;
  costPusd: bigint;
  inputTokens: bigint;
  outputTokens: bigint;
  isEstimated: boolean;
};

/** By message; one without a charge is not in it. */
export async function sumCharges(ctx: Ctx, conversationId: string): Promise<Map<string, ChargeSum>> {
  const rows = await ctx.db.$queryRaw<ChargeSum[]>`
    SELECT message_id AS "messageId", sum(charge_ucr)::bigint AS "chargedUcr", sum(cost_pusd)::bigint AS "costPusd",
      sum(input_tokens + cache_read_tokens + cache_write_tokens)::bigint AS "inputTokens",
      sum(output_tokens + reasoning_tokens)::bigint AS "outputTokens", bool_or(basis <> 'provider') AS "isEstimated"
    FROM usage_charge_effective
    WHERE org_id = ${ctx.orgId}::uuid AND conversation_id = ${conversationId}::uuid AND message_id IS NOT NULL AND purpose = 'chat'
    GROUP BY message_id`;
  return new Map(rows.map((row) => [row.messageId, row]));
}

/** Everything that was charged for each conversation: titles and abandoned branches too. */
export async function sumConversations(ctx: Ctx, conversationIds: string[]): Promise<Map<string, bigint>> {
  const rows = await ctx.db.$queryRaw<{ id: string; total: bigint }[]>`
    SELECT conversation_id AS id, sum(charge_ucr)::bigint AS total FROM usage_charge_effective
    WHERE org_id = ${ctx.orgId}::uuid AND conversation_id = ANY (${conversationIds}::uuid[]) GROUP BY conversation_id`;
  return new Map(rows.map(({ id, total }) => [id, total]));
}

/** Messages of the conversation whose calls are not settled yet. */
export async function findUnsettled(ctx: Ctx, messageIds: string[]): Promise<Set<string>> {
  const rows = await ctx.db.$queryRaw<{ messageId: string }[]>`
    SELECT message_id AS "messageId" FROM ledger_open_holds(${ctx.orgId}::uuid) WHERE message_id = ANY (${messageIds}::uuid[])`;
  return new Set(rows.map(({ messageId }) => messageId));
}

export type ChargeRow = Awaited<ReturnType<typeof listCharges>>[number];

/** The charges of one answer with the snapshot that each was computed from, oldest first. */
export function listCharges(ctx: Ctx, conversationId: string, messageId: string) {
  return ctx.db.usageCharge.findMany({
    where: { orgId: ctx.orgId, conversationId, messageId, purpose: "chat" },
    orderBy: { createdAt: "asc" },
    select: {
      holdId: true,
      entrySeq: true,
      modelId: true,
      inputTokens: true,
      cacheReadTokens: true,
      cacheWriteTokens: true,
      outputTokens: true,
      reasoningTokens: true,
      inputPusd: true,
      cacheReadPusd: true,
      cacheWritePusd: true,
      outputPusd: true,
      reasoningPusd: true,
      requestPusd: true,
      costPusd: true,
      chargeUcr: true,
      balanceAfterUcr: true,
      markupMode: true,
      markupFromPusd: true,
      multiplierBp: true,
      creditPricePusd: true,
      priceVersionId: true,
      markupVersionId: true,
      basis: true,
      createdAt: true,
      corrections: {
        orderBy: { number: "asc" },
        select: { createdAt: true, deltaUcr: true, chargeUcr: true, reason: true, balanceAfterUcr: true },
      },
    },
  });
}

export type VersionNumbers = { prices: Map<string, number>; markups: Map<string, number>; models: Map<string, string> };

/** Numbers and names that a receipt quotes. */
export async function findVersionNumbers(
  ctx: Ctx,
  wanted: { priceIds: string[]; markupIds: string[]; modelIds: string[] },
): Promise<VersionNumbers> {
  const [prices, markups, models] = await Promise.all([
    ctx.db.modelPriceVersion.findMany({ where: { id: { in: wanted.priceIds } }, select: { id: true, number: true } }),
    ctx.db.markupVersion.findMany({ where: { id: { in: wanted.markupIds } }, select: { id: true, number: true } }),
    ctx.db.model.findMany({ where: { id: { in: wanted.modelIds } }, select: { id: true, displayName: true } }),
  ]);
  return {
    prices: new Map(prices.map(({ id, number }) => [id, number])),
    markups: new Map(markups.map(({ id, number }) => [id, number])),
    models: new Map(models.map(({ id, displayName }) => [id, displayName])),
  };
}
