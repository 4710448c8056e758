import { describe, expect, it } from "vitest";
import type { StreamError } from "../chat-stream.schema";
import { affordsSomething, gateChecks, neededUcr, resetsAt } from "./gate-view";

const checks = {
  balance: { availableUcr: "50000", requiredUcr: "420000" },
  memberMonth: { used: 1_220_000, allowed: 2_000_000, resetsAt: "2026-12-01T00:00:00.000Z" },
  hourlyRate: { used: 12, allowed: null, resetsAt: "2026-11-20T15:00:00.000Z" },
};

function refusal(code: StreamError["code"], details: StreamError["details"] = {}): StreamError {
  return { code, requestId: "r", details: { checks, ...details } };
}

describe("the gate's refusal", () => {
  it("shows every check and fails only the one that stands in the way", () => {
    const shown = gateChecks(refusal("insufficient_credits", { requiredUcr: "420000", affordableOutputTokens: 0 }));
    expect(shown.map((check) => [check.kind, check.failed])).toEqual([
      ["balance", true],
      ["month", false],
      ["hour", false],
    ]);
    expect(shown[0]).toMatchObject({ leftUcr: 50_000n, percent: 11 });
    expect(shown[1]).toMatchObject({ percent: 61 });
    expect(shown[2]).toMatchObject({ percent: 0, allowed: null });
  });

  it("tells what is needed and when the limit resets", () => {
    expect(neededUcr(refusal("insufficient_credits"))).toBe(420_000n);
    expect(resetsAt(refusal("rate_limited", { resetsAt: "2026-11-20T15:00:00.000Z" }))).toEqual(
      new Date("2026-11-20T15:00:00Z"),
    );
  });

  it("fills the meter of a limit of nothing", () => {
    const none = { ...checks, memberMonth: { used: 0, allowed: 0, resetsAt: null } };
    expect(gateChecks(refusal("member_limit", { checks: none }))[1]).toMatchObject({ failed: true, percent: 100 });
  });

  it("offers a shorter answer only where one is affordable", () => {
    expect(affordsSomething(refusal("insufficient_credits", { affordableOutputTokens: 12 }))).toBe(true);
    expect(affordsSomething(refusal("insufficient_credits", { affordableOutputTokens: 0 }))).toBe(false);
  });

  it("leaves out what a refusal does not tell", () => {
    expect(gateChecks({ code: "account_frozen", details: {}, requestId: "" })).toEqual([]);
  });
});
