import type { OrgDb } from "~/server/db";
import type { ChargeFacts } from "../charge-equation";

export type ReceiptCharge = ChargeFacts & {
  holdId: string;
  entrySeq: bigint | null;
  userId: string;
  requestId: string;
  purpose: string;
  modelId: string;
  modelName: string | null;
  /** The key that a program asked with; the name is null once the key is deleted. */
  keyId: string | null;
  keyName: string | null;
  basis: string;
  late: boolean;
  overrunUcr: bigint;
  balanceAfterUcr: bigint;
  createdAt: Date;
};

/** The charge that an entry is, or the one that an adjusting entry corrects. */
export async function findChargeOfEntry(db: OrgDb, orgId: string, seq: bigint): Promise<ReceiptCharge | null> {
  const rows = await db.$queryRaw<ReceiptCharge[]>`
    SELECT c.hold_id AS "holdId", c.entry_seq AS "entrySeq", c.user_id AS "userId", c.request_id AS "requestId", c.purpose,
      c.model_id AS "modelId", m.display_name AS "modelName",
      c.api_key_id AS "keyId", y.name AS "keyName", c.basis, c.late, c.overrun_ucr AS "overrunUcr",
      c.balance_after_ucr AS "balanceAfterUcr", c.created_at AS "createdAt",
      c.input_tokens AS "inputTokens", c.cache_read_tokens AS "cacheReadTokens", c.cache_write_tokens AS "cacheWriteTokens",
      c.output_tokens AS "outputTokens", c.reasoning_tokens AS "reasoningTokens",
      c.input_pusd AS "inputPusd", c.cache_read_pusd AS "cacheReadPusd", c.cache_write_pusd AS "cacheWritePusd",
      c.output_pusd AS "outputPusd", c.reasoning_pusd AS "reasoningPusd", c.request_pusd AS "requestPusd",
      c.cost_pusd AS "costPusd", c.markup_mode AS "markupMode", c.markup_from_pusd AS "markupFromPusd",
      c.markup_multiplier_bp AS "markupMultiplierBp", c.credit_price_pusd AS "creditPricePusd", c.charge_ucr AS "chargeUcr"
    FROM ledger_entry e
    LEFT JOIN charge_correction k ON k.id = CASE WHEN e.source_id LIKE 'correction:%' THEN substr(e.source_id, 12)::uuid END
    JOIN usage_charge c ON c.hold_id = CASE WHEN e.kind = 'usage' THEN e.source_id::uuid ELSE k.hold_id END
    LEFT JOIN model m ON m.id = c.model_id
    LEFT JOIN api_key y ON y.org_id = c.org_id AND y.id = c.api_key_id
    WHERE e.org_id = ${orgId}::uuid AND e.seq = ${seq} AND c.org_id = e.org_id`;
  return rows[0] ?? null;
}

export type CorrectionRow = {
  entrySeq: bigint | null;
  deltaUcr: bigint;
  chargeUcr: bigint;
  tokens: bigint;
  reason: string;
  createdAt: Date;
};

export function findCorrections(db: OrgDb, orgId: string, holdId: string): Promise<CorrectionRow[]> {
  return db.$queryRaw<CorrectionRow[]>`
    SELECT entry_seq AS "entrySeq", delta_ucr AS "deltaUcr", charge_ucr AS "chargeUcr", reason, created_at AS "createdAt",
      input_tokens + cache_read_tokens + cache_write_tokens + output_tokens + reasoning_tokens AS tokens
    FROM charge_correction WHERE org_id = ${orgId}::uuid AND hold_id = ${holdId}::uuid ORDER BY number`;
}

export type EntryFacts = {
  seq: bigint;
  kind: string;
  amountUcr: bigint;
  balanceAfterUcr: bigint;
  createdAt: Date;
  actorId: string | null;
  reason: string | null;
  /** Of a purchase or of the purchase that was refunded. Micro-dollars. */
  priceUsdMicros: bigint | null;
  provider: string | null;
  lotAmountUcr: bigint | null;
  lotRemainingUcr: bigint | null;
  lotExpiresAt: Date | null;
};

export async function findEntryFacts(db: OrgDb, orgId: string, seq: bigint): Promise<EntryFacts | null> {
  const rows = await db.$queryRaw<EntryFacts[]>`
    SELECT e.seq, e.kind, e.amount_ucr AS "amountUcr", e.balance_after_ucr AS "balanceAfterUcr", e.created_at AS "createdAt",
      e.actor_id AS "actorId", e.reason, coalesce(r.price_usd_micros, p.price_usd_micros) AS "priceUsdMicros", p.provider,
      l.amount_ucr AS "lotAmountUcr", l.remaining_ucr AS "lotRemainingUcr", l.expires_at AS "lotExpiresAt"
    FROM ledger_entry e
    LEFT JOIN refund r ON r.id = CASE WHEN e.kind = 'clawback' THEN e.source_id::uuid END
    LEFT JOIN purchase p ON p.id = CASE WHEN e.kind = 'purchase' THEN e.source_id::uuid ELSE r.purchase_id END
    LEFT JOIN credit_lot l ON l.org_id = e.org_id AND l.entry_seq = e.seq
    WHERE e.org_id = ${orgId}::uuid AND e.seq = ${seq}`;
  return rows[0] ?? null;
}

export type DrawnLot = {
  kind: string;
  sourceId: string;
  reason: string | null;
  effectiveAt: Date;
  expiresAt: Date | null;
  amountUcr: bigint;
};

/** The lots that an entry took from, in the order of spending. */
export function findDrawnLots(db: OrgDb, orgId: string, seq: bigint): Promise<DrawnLot[]> {
  return db.$queryRaw<DrawnLot[]>`
    SELECT l.kind, l.source_id AS "sourceId", g.reason, l.effective_at AS "effectiveAt", l.expires_at AS "expiresAt", n.amount_ucr AS "amountUcr"
    FROM lot_consumption n JOIN credit_lot l ON l.id = n.lot_id JOIN ledger_entry g ON g.org_id = l.org_id AND g.seq = l.entry_seq
    WHERE n.org_id = ${orgId}::uuid AND n.entry_seq = ${seq} AND l.entry_seq <> n.entry_seq
    ORDER BY l.priority, l.expires_at, l.entry_seq`;
}
