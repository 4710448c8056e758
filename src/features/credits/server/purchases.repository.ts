import type { OrgDb } from "~/server/db";

/** An attempt to buy that is known already, under its key. */
export async function findPurchaseByKey(
  db: OrgDb,
  orgId: string,
  key: string,
): Promise<{ amountUcr: bigint; priceUsdMicros: bigint } | null> {
  const rows = await db.$queryRaw<{ amountUcr: bigint; priceUsdMicros: bigint }[]>`
    SELECT amount_ucr AS "amountUcr", price_usd_micros AS "priceUsdMicros" FROM purchase
    WHERE org_id = ${orgId}::uuid AND idempotency_key = ${key}`;
  return rows[0] ?? null;
}
