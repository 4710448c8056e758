import { adjustCredits } from "~/features/ledger/server/adjust-credits.service";
import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { plainSql } from "~/server/plain-sql";
import type { AdjustBalanceInput } from "../admin.schema";
import { maxAdjustmentUcr } from "../admin-limits";
import { findOrg } from "./orgs.repository";

export type AdjustedBalance = { entrySeq: bigint | null; amountUcr: bigint; balanceUcr: bigint; isReplay: boolean };

/**
 * Changes an organisation's balance by hand, and leaves in the audit log who did it and why: one transaction
 * for both. The same key again answers what it answered. Throws `adjustment_amount`, `not_found`,
 * `request_conflict`.
 */
export async function adjustBalance(scope: UserScope, input: AdjustBalanceInput): Promise<AdjustedBalance> {
  const { orgId, amountUcr, reason, key } = input;
  if (amountUcr === 0n || amountUcr > maxAdjustmentUcr || amountUcr < -maxAdjustmentUcr) {
    throw new AppError("adjustment_amount", "nothing, or more than one adjustment may move");
  }
  const effect = await inPlatform(scope.backend.database, async (db) => {
    if ((await findOrg(db, orgId)) === null) throw notFound("organization");
    const done = await adjustCredits(plainSql(db), orgId, {
      idempotencyKey: key,
      amountUcr,
      actorId: scope.userId,
      reason,
    });
    if (done.code === "conflict") throw new AppError("request_conflict", "the key was used for another adjustment");
    if (done.code === "ok") {
      await recordAudit(db, {
        orgId,
        actorId: scope.userId,
        actorRole: "superadmin",
        action: "credits.adjust",
        subject: `entry ${done.entrySeq}`,
        before: { balanceUcr: done.balanceUcr - amountUcr },
        after: { balanceUcr: done.balanceUcr, amountUcr },
        reason,
        requestId: scope.requestId,
      });
    }
    return done;
  });
  scope.backend.events.publish(orgId, { type: "balance" });
  return { ...effect, isReplay: effect.code === "replay" };
}
