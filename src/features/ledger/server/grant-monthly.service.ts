import type { Sql } from "~/server/db";
import { periodStart } from "../period-start";
import { type GrantResult, grantCredits } from "./grant-credits.service";

export type MonthlyGrantInput = {
  subscriptionId: string;
  /** When the subscription first began; every period is counted from here. */
  anchor: Date;
  /** Number of the period, from 0. */
  period: number;
  timeZone: string;
  amountUcr: bigint;
};

/** The credits of one month of a plan, at most once a month, gone when the next month begins. */
export async function grantMonthly(sql: Sql, orgId: string, input: MonthlyGrantInput): Promise<GrantResult> {
  const start = periodStart(input.anchor, input.period, input.timeZone);
  return grantCredits(sql, orgId, {
    kind: "plan_grant",
    idempotencyKey: `${input.subscriptionId}:${start.toISOString()}`,
    amountUcr: input.amountUcr,
    expiresAt: periodStart(input.anchor, input.period + 1, input.timeZone),
  });
}
