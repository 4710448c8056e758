import type { ChargeFacts } from "~/features/credits/charge-equation";
import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";

export type ChargeRow = ChargeFacts & {
  /** The exact moment, as text: half of the cursor. */
  at: string;
  holdId: string;
  entrySeq: bigint | null;
  createdAt: Date;
  userName: string | null;
  purpose: string;
  modelId: string;
  modelName: string | null;
  requestId: string;
  basis: string;
  late: boolean;
  overrunUcr: bigint;
  heldUcr: bigint;
  multiplierBp: number;
};

/** Calls as they were charged, free ones included, newest first, with the snapshot that each was computed from. */
export function findCharges(
  db: OrgDb,
  orgId: string,
  page: { before: { at: string; holdId: string } | null; limit: number },
): Promise<ChargeRow[]> {
  const before = page.before
    ? Prisma.sql`AND (c.created_at, c.hold_id) < (${page.before.at}::text::timestamptz, ${page.before.holdId}::uuid)`
    : Prisma.empty;
  return db.$queryRaw<ChargeRow[]>`
    SELECT c.hold_id AS "holdId", c.entry_seq AS "entrySeq", c.created_at AS "createdAt", c.created_at::text AS at, u.name AS "userName", c.purpose,
      c.model_id AS "modelId", m.display_name AS "modelName", c.request_id AS "requestId", c.basis, c.late,
      c.overrun_ucr AS "overrunUcr", h.amount_ucr AS "heldUcr", c.multiplier_bp AS "multiplierBp",
      c.input_tokens AS "inputTokens", c.cache_read_tokens AS "cacheReadTokens", c.cache_write_tokens AS "cacheWriteTokens",
      c.output_tokens AS "outputTokens", c.reasoning_tokens AS "reasoningTokens",
      c.input_pusd AS "inputPusd", c.cache_read_pusd AS "cacheReadPusd", c.cache_write_pusd AS "cacheWritePusd",
      c.output_pusd AS "outputPusd", c.reasoning_pusd AS "reasoningPusd", c.request_pusd AS "requestPusd",
      c.cost_pusd AS "costPusd", c.markup_mode AS "markupMode", c.markup_from_pusd AS "markupFromPusd",
      c.markup_multiplier_bp AS "markupMultiplierBp", c.credit_price_pusd AS "creditPricePusd", c.charge_ucr AS "chargeUcr"
    FROM usage_charge c JOIN usage_hold h ON h.id = c.hold_id
    LEFT JOIN app_user_account u ON u.id = c.user_id LEFT JOIN model m ON m.id = c.model_id
    WHERE c.org_id = ${orgId}::uuid ${before}
    ORDER BY c.created_at DESC, c.hold_id DESC LIMIT ${page.limit}`;
}
