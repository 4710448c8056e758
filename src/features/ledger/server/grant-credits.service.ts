import type { Sql } from "~/server/db";
import { callLedger } from "./call-ledger";
import { type Conflict, type MoneyEffect, moneyEffect } from "./money-result";

export type GrantInput = {
  /** Plan grants are spent first, then promotions, then what was bought. */
  kind: "plan_grant" | "promo";
  idempotencyKey: string;
  amountUcr: bigint;
  expiresAt?: Date | null;
  actorId?: string | null;
  reason?: string | null;
};

export type GrantResult = (MoneyEffect & { lotId: string }) | Conflict | { code: "already_expired" };

/** Gives an organisation credits. Debt is repaid first. */
export async function grantCredits(sql: Sql, orgId: string, input: GrantInput): Promise<GrantResult> {
  const row = await callLedger(sql, "SELECT * FROM ledger_grant($1, $2, $3, $4, $5, $6, $7)", [
    orgId,
    input.kind,
    input.idempotencyKey,
    input.amountUcr.toString(),
    input.expiresAt ?? null,
    input.actorId ?? null,
    input.reason ?? null,
  ]);
  const code = row.word("o_code", ["ok", "replay", "conflict", "already_expired"]);
  if (code === "conflict" || code === "already_expired") return { code };
  return { ...moneyEffect(code, row), lotId: row.text("o_lot") };
}
