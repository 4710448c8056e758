import { randomUUID } from "node:crypto";
import type { Sql } from "~/server/db";
import type { Markup } from "../markup";
import type { PriceRates } from "../rates";
import { type AuthorizeInput, type AuthorizeResult, authorizeUsage } from "../server/authorize-usage.service";
import { checkLedger } from "../server/check-ledger.service";
import { grantCredits } from "../server/grant-credits.service";
import { openAccount } from "../server/open-account.service";
import { publishMarkup } from "../server/publish-markup.service";
import { publishPrice } from "../server/publish-price.service";
import { shippedMarkup } from "../shipped-markup";

export const CREDIT = 1_000_000n;

/** A dollar a million in, five out; dearer in a long context. Easy to count with: an output token is 5 ucr at cost. */
export const plainPrice: PriceRates = {
  base: {
    input: 1_000_000n,
    cacheRead: 100_000n,
    cacheWrite: 1_250_000n,
    output: 5_000_000n,
    reasoning: 5_000_000n,
    request: 0n,
  },
  tiers: [
    {
      fromInputTokens: 200_001,
      rates: {
        input: 2_000_000n,
        cacheRead: 200_000n,
        cacheWrite: 2_500_000n,
        output: 7_500_000n,
        reasoning: 7_500_000n,
        request: 0n,
      },
    },
  ],
};

/** A price of a ucr (20,000 pusd) per token of any kind, multiplied by one: credits are tokens. */
export const tokenPrice: PriceRates = {
  base: { input: 20_000n, cacheRead: 20_000n, cacheWrite: 20_000n, output: 20_000n, reasoning: 20_000n, request: 0n },
  tiers: [],
};
export const timesOne: Markup = {
  mode: "graduated",
  creditPricePusd: 20_000_000_000n,
  tiers: [{ fromCostPusd: 0n, multiplierBp: 10_000 }],
};

/** An organisation with an open account and, if asked for, credits to begin with. */
export async function createLedgerOrg(
  owner: Sql,
  options: { credits?: bigint; timeZone?: string; markup?: Markup } = {},
): Promise<string> {
  const orgId = randomUUID();
  await owner.query("INSERT INTO organization (id, slug, name, kind) VALUES ($1, $2, 'Test', 'team')", [
    orgId,
    `org-${orgId}`,
  ]);
  await openAccount(owner, orgId, options.timeZone === undefined ? {} : { timeZone: options.timeZone });
  if (options.markup !== undefined)
    await publishMarkup(owner, { scope: { orgId }, markup: options.markup, reason: "test" });
  if (options.credits !== undefined && options.credits > 0n) {
    await grantCredits(owner, orgId, { kind: "promo", idempotencyKey: "start", amountUcr: options.credits });
  }
  return orgId;
}

/** A model of its own with a price, and the shipped markup where the database has none. */
export async function createModel(owner: Sql, price: PriceRates, options: { id?: string } = {}): Promise<string> {
  const id = options.id ?? `test/${randomUUID()}`;
  await owner.query(
    `INSERT INTO model (id, provider, display_name, kind, context_window, max_output_tokens, position)
     VALUES ($1, 'test', $1, 'chat', 1000000, 100000, 1)`,
    [id],
  );
  await publishPrice(owner, { modelId: id, price, source: "test" });
  const { rows } = await owner.query("SELECT FROM markup_version WHERE scope = 'platform'");
  if (rows.length === 0) await publishMarkup(owner, { scope: "platform", markup: shippedMarkup, reason: "test" });
  return id;
}

/** An admission with everything that a test does not care about filled in. */
export function admission(modelId: string, input: Partial<AuthorizeInput> = {}): AuthorizeInput {
  return {
    requestId: randomUUID(),
    fingerprint: "body",
    userId: "00000000-0000-4000-8000-000000000001",
    modelId,
    purpose: "chat",
    inputTokens: 100,
    maxOutputTokens: 100,
    minOutputTokens: 1,
    limits: { memberTokensPerMonth: null, requestsPerHour: null },
    ttlSeconds: 60,
    ...input,
  };
}

export async function admit(
  sql: Sql,
  orgId: string,
  input: AuthorizeInput,
): Promise<Extract<AuthorizeResult, { code: "ok" }>> {
  const result = await authorizeUsage(sql, orgId, input);
  if (result.code !== "ok") throw new Error(`not admitted: ${result.code}`);
  return result;
}

/** Every invariant that is violated, in the whole database. */
export async function violations(sql: Sql): Promise<string[]> {
  const checks = await checkLedger(sql);
  return checks.filter((check) => check.violations > 0).map((check) => `${check.invariant}: ${check.violations}`);
}
