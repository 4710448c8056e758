import type { Sql } from "~/server/db";
import { grantCredits } from "./grant-credits.service";
import { openAccount } from "./open-account.service";

const UCR_PER_CREDIT = 1_000_000;
const DAY_MS = 86_400_000;

/**
 * Opens a new organisation's account and gives it the credits to begin with, in the caller's transaction.
 * @param input whole or fractional credits, and for how many days they last; none opens the account alone.
 */
export async function grantWelcomeCredits(
  sql: Sql,
  orgId: string,
  input: { credits: number; days: number; timeZone?: string },
): Promise<void> {
  await openAccount(sql, orgId, input.timeZone === undefined ? {} : { timeZone: input.timeZone });
  const amountUcr = BigInt(Math.round(input.credits * UCR_PER_CREDIT));
  if (amountUcr <= 0n) return;
  await grantCredits(sql, orgId, {
    kind: "promo",
    idempotencyKey: "welcome",
    amountUcr,
    expiresAt: input.days > 0 ? new Date(Date.now() + input.days * DAY_MS) : null,
  });
}
