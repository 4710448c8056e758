import type { Sql } from "~/server/db";
import type { Markup } from "../markup";
import type { PriceRates } from "../rates";
import { callLedger } from "./call-ledger";
import type { LedgerRow } from "./ledger-row";
import { readMarkup, readPrice } from "./read-versions.service";

/** `api`: a program asked, by a key. */
export type UsagePurpose = "chat" | "title" | "embedding" | "api";
export type HoldState = "active" | "settled" | "released" | "expired";

export type AuthorizeInput = {
  /** One id for one provider call. The same id never pays for a second call. */
  requestId: string;
  /** Hash of what makes the request what it is; another one under the same id is a conflict. */
  fingerprint: string;
  userId: string;
  modelId: string;
  purpose: UsagePurpose;
  conversationId?: string | null;
  messageId?: string | null;
  /** An upper bound of what will be sent. */
  inputTokens: number;
  maxOutputTokens: number;
  /** Less than this is not worth asking for: the call is refused instead. */
  minOutputTokens: number;
  /** Null is no limit. */
  limits: { memberTokensPerMonth: number | null; requestsPerHour: number | null };
  /** The key that the call came by, and the most micro-credits that it may use in a month; null is no limit. */
  key?: { id: string; monthlyCapUcr: bigint | null } | null;
  ttlSeconds: number;
  /**
   * The provider is called as soon as this answers: the hold is noted as dispatched by the same statement.
   * `kept`: the commit waits for the disk. `covered`: it does not, because whatever comes of the call is
   * shown only after a later commit of this database, which takes this one to the disk with it.
   */
  dispatch?: "kept" | "covered";
};

/** Every check of the gate with its numbers, so that a refusal can show which ones passed. */
export type GateChecks = {
  /** requiredUcr: what the least useful answer needs; null when nothing could be priced. */
  balance: { availableUcr: bigint; requiredUcr: bigint | null };
  memberMonth: { used: number; allowed: number | null; resetsAt: Date };
  hourlyRate: { used: number; allowed: number | null; resetsAt: Date };
  /** Only of a call by a key. Charged and held together, in micro-credits. */
  keyMonth?: { usedUcr: bigint; allowedUcr: bigint | null; resetsAt: Date };
};

export type AuthorizeResult =
  | {
      code: "ok";
      holdId: string;
      holdUcr: bigint;
      /** Possibly lowered to what is affordable, never below `minOutputTokens`. */
      maxOutputTokens: number;
      /** After this hold. */
      availableUcr: bigint;
      price: PriceRates;
      markup: Markup;
      priceVersionId: string;
      markupVersionId: string;
    }
  | { code: "replay"; holdId: string; state: HoldState }
  | { code: "conflict" }
  | { code: "no_account" }
  | ({ checks: GateChecks } & (
      | { code: "frozen" }
      | { code: "unpriced" }
      | { code: "insufficient_credits"; requiredUcr: bigint; availableUcr: bigint; affordableOutputTokens: number }
      | { code: "key_cap"; usedUcr: bigint; allowedUcr: bigint; requiredUcr: bigint; resetsAt: Date }
      | { code: "member_limit"; used: number; allowed: number; resetsAt: Date }
      | { code: "rate_limited"; used: number; allowed: number; resetsAt: Date }
    ));

const admission = "ledger_authorize($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) a";
const waiting = { name: "ledger-authorize", text: `SELECT a.* FROM ${admission}` };
const statements = {
  none: waiting,
  kept: waiting,
  covered: {
    name: "ledger-authorize-covered",
    text: `SELECT a.*, set_config('synchronous_commit', 'off', true) FROM ${admission}`,
  },
};
const codes = [
  "ok",
  "replay",
  "conflict",
  "no_account",
  "frozen",
  "unpriced",
  "insufficient_credits",
  "key_cap",
  "member_limit",
  "rate_limited",
] as const;
const states = ["active", "settled", "released", "expired"] as const;

/** Sets credits aside for one provider call, or says which limit stands in the way. One statement; a refusal changes nothing. */
export async function authorizeUsage(sql: Sql, orgId: string, input: AuthorizeInput): Promise<AuthorizeResult> {
  const row = await callLedger(sql, statements[input.dispatch ?? "none"], [
    orgId,
    input.requestId,
    input.fingerprint,
    input.userId,
    input.modelId,
    input.purpose,
    input.conversationId ?? null,
    input.messageId ?? null,
    input.inputTokens,
    input.maxOutputTokens,
    input.minOutputTokens,
    input.limits.memberTokensPerMonth,
    input.limits.requestsPerHour,
    input.ttlSeconds,
    input.dispatch !== undefined,
    input.key?.id ?? null,
    input.key?.monthlyCapUcr?.toString() ?? null,
  ]);
  const code = row.word("o_code", codes);
  switch (code) {
    case "ok":
      return accepted(sql, row);
    case "replay":
      return { code, holdId: row.text("o_hold"), state: row.word("o_state", states) };
    case "conflict":
    case "no_account":
      return { code };
    default:
      return refused(code, gateChecks(row, input), row);
  }
}

async function accepted(sql: Sql, row: LedgerRow): Promise<AuthorizeResult> {
  const [priceVersionId, markupVersionId] = [row.text("o_price"), row.text("o_markup")];
  return {
    code: "ok",
    holdId: row.text("o_hold"),
    holdUcr: row.bigint("o_hold_ucr"),
    maxOutputTokens: row.count("o_max_output"),
    availableUcr: row.bigint("o_available"),
    price: await readPrice(sql, priceVersionId),
    markup: await readMarkup(sql, markupVersionId),
    priceVersionId,
    markupVersionId,
  };
}

type Refusal = "frozen" | "unpriced" | "insufficient_credits" | "key_cap" | "member_limit" | "rate_limited";

function refused(code: Refusal, checks: GateChecks, row: LedgerRow): AuthorizeResult {
  switch (code) {
    case "insufficient_credits":
      return {
        code,
        checks,
        requiredUcr: row.bigint("o_required"),
        availableUcr: checks.balance.availableUcr,
        affordableOutputTokens: row.optionalCount("o_affordable") ?? 0,
      };
    case "key_cap": {
      const requiredUcr = row.bigint("o_required");
      const resetsAt = row.date("o_key_resets_at");
      const { usedUcr, allowedUcr } = checks.keyMonth ?? { usedUcr: 0n, allowedUcr: null };
      return { code, checks, usedUcr, allowedUcr: allowedUcr ?? 0n, requiredUcr, resetsAt };
    }
    case "member_limit":
      return { code, checks, ...limitOf(checks.memberMonth) };
    case "rate_limited":
      return { code, checks, ...limitOf(checks.hourlyRate) };
    default:
      return { code, checks };
  }
}

function limitOf(check: { used: number; allowed: number | null; resetsAt: Date }) {
  return { used: check.used, allowed: check.allowed ?? 0, resetsAt: check.resetsAt };
}

function gateChecks(row: LedgerRow, input: AuthorizeInput): GateChecks {
  return {
    balance: { availableUcr: row.bigint("o_available"), requiredUcr: row.optionalBigint("o_required") },
    memberMonth: {
      used: row.count("o_member_used"),
      allowed: input.limits.memberTokensPerMonth,
      resetsAt: row.date("o_member_resets_at"),
    },
    hourlyRate: {
      used: row.count("o_hour_used"),
      allowed: input.limits.requestsPerHour,
      resetsAt: row.date("o_hour_resets_at"),
    },
    ...(input.key && {
      keyMonth: {
        usedUcr: row.bigint("o_key_used"),
        allowedUcr: input.key.monthlyCapUcr,
        resetsAt: row.date("o_key_resets_at"),
      },
    }),
  };
}
