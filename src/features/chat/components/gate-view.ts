import type { StreamError } from "../chat-stream.schema";

/** A check of the gate as a refusal tells it. `percent` is the share used, of a balance what is left of the need. */
export type GateCheck =
  | { kind: "balance"; failed: boolean; percent: number; leftUcr: bigint }
  | {
      kind: "month" | "hour";
      failed: boolean;
      percent: number;
      used: number;
      allowed: number | null;
      resetsAt: Date | null;
    };

/** The checks in a refusal, in the order to show; those that it does not tell are left out. */
export function gateChecks(error: StreamError): GateCheck[] {
  const checks = child(error.details, "checks");
  return [
    balanceOf(checks, error),
    limitOf("month", child(checks, "memberMonth"), error),
    limitOf("hour", child(checks, "hourlyRate"), error),
  ].filter((check) => check !== null);
}

/** What the message needs, at least or at most as the gate counted; null where it does not say. */
export function neededUcr(error: StreamError): bigint | null {
  return (
    amount(child(error.details, "requiredUcr")) ??
    amount(child(child(error.details, "checks"), "balance", "requiredUcr"))
  );
}

/** When the limit that stands in the way is over. */
export function resetsAt(error: StreamError): Date | null {
  const told = date(child(error.details, "resetsAt"));
  const seconds = child(error.details, "retryAfterSeconds");
  return told ?? (typeof seconds === "number" ? new Date(Date.now() + seconds * 1000) : null);
}

/** Whether another model could answer with what is left. */
export function affordsSomething(error: StreamError): boolean {
  const tokens = child(error.details, "affordableOutputTokens");
  return typeof tokens === "number" && tokens > 0;
}

function balanceOf(checks: unknown, error: StreamError): GateCheck | null {
  const leftUcr = amount(child(checks, "balance", "availableUcr")) ?? amount(child(error.details, "availableUcr"));
  if (leftUcr === null) return null;
  const failed = error.code === "insufficient_credits";
  const needed = neededUcr(error);
  const covers = needed === null || needed <= 0n ? 100 : Number((leftUcr * 100n) / needed);
  return { kind: "balance", failed, leftUcr, percent: Math.max(leftUcr > 0n ? 1 : 0, Math.min(100, covers)) };
}

function limitOf(kind: "month" | "hour", check: unknown, error: StreamError): GateCheck | null {
  const used = child(check, "used");
  if (typeof used !== "number") return null;
  const allowed = child(check, "allowed");
  const limit = typeof allowed === "number" ? allowed : null;
  return {
    kind,
    failed: error.code === (kind === "month" ? "member_limit" : "rate_limited"),
    used,
    allowed: limit,
    percent: limit === null ? 0 : limit === 0 ? 100 : Math.min(100, (used / limit) * 100),
    resetsAt: date(child(check, "resetsAt")),
  };
}

function child(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function amount(value: unknown): bigint | null {
  return typeof value === "string" && /^-?\d{1,20}$/.test(value) ? BigInt(value) : null;
}

function date(value: unknown): Date | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time);
}
