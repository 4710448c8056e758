import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { Day } from "../calendar";
import { findOwnUse } from "./balance.repository";

export type OwnUse = {
  tokensUsed: number;
  tokensHeld: number;
  chargedUcr: bigint;
  calls: number;
  /** Null is no limit. */
  tokensAllowed: number | null;
  periodStart: Day;
  resetsAt: Date;
};

/** What the member used this month, against their limit. */
export async function readOwnUse(ctx: OrgContext): Promise<OwnUse> {
  const row = await findOwnUse(ctx.db, ctx.orgId, ctx.userId);
  if (row === null) throw new AppError("not_found", "no credit account", { details: { what: "account" } });
  return {
    tokensUsed: Number(row.tokensUsed),
    tokensHeld: Number(row.tokensHeld),
    chargedUcr: row.chargedUcr,
    calls: Number(row.calls),
    tokensAllowed: ctx.tokensPerMonth,
    periodStart: row.periodStart,
    resetsAt: row.resetsAt,
  };
}
