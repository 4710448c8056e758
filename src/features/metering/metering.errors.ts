import { AppError, type ErrorCode } from "~/lib/app-error";

/** Why the gate let nothing through, with everything that it looked at. Amounts travel as strings. */
export type RefusalCode =
  | "frozen"
  | "unpriced"
  | "no_account"
  | "insufficient_credits"
  | "key_cap"
  | "member_limit"
  | "rate_limited"
  | "replay"
  | "conflict";

const CODES: Record<RefusalCode, ErrorCode> = {
  frozen: "account_frozen",
  unpriced: "model_unpriced",
  no_account: "account_frozen",
  insufficient_credits: "insufficient_credits",
  key_cap: "key_limit",
  member_limit: "member_limit",
  rate_limited: "rate_limited",
  replay: "answer_in_progress",
  conflict: "request_conflict",
};

/** @param answer what the ledger answered: its own fields become the error's details. */
export function refusalError(answer: { code: RefusalCode } & Record<string, unknown>, modelId: string): AppError {
  const { code, ...fields } = answer;
  // A call that is over cannot be answered again from here; only one that runs is "in progress".
  const isOver = code === "replay" && fields.state !== "active";
  return new AppError(isOver ? "request_conflict" : CODES[code], `the ledger refused the call: ${code}`, {
    details: { modelId, ...jsonSafe(fields) },
  });
}

export function modelUnavailable(modelId: string, cause?: unknown): AppError {
  return new AppError("model_unavailable", `the model ${modelId} is not available`, { details: { modelId }, cause });
}

export function providerStalled(modelId: string, silentMs: number): AppError {
  return new AppError("provider_stalled", `the provider of ${modelId} said nothing for ${silentMs} ms`, {
    details: { modelId, silentSeconds: Math.round(silentMs / 1_000) },
  });
}

export function contextTooLong(modelId: string, inputTokens: number, cause?: unknown): AppError {
  return new AppError("context_too_long", `the prompt is too long for ${modelId}`, {
    details: { modelId, inputTokens },
    cause,
  });
}

function jsonSafe(fields: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(fields, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  const copy: Record<string, unknown> = JSON.parse(text);
  return copy;
}
