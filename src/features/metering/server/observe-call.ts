import { currentRequest } from "~/server/request-context";
import { meters } from "~/server/telemetry/metrics";
import { startSpan } from "~/server/telemetry/tracing";
import type { CallCharge, CallOutcome, OpenHold } from "./metered-call";

/** One provider call as metrics and traces see it: names, counts and times, nothing that was said. */
export type ObservedCall = {
  /** The provider's first piece of output is here. */
  firstOutput(): void;
  ended(outcome: CallOutcome): void;
};

export function observeCall(hold: OpenHold): ObservedCall {
  const startedAt = performance.now();
  const { modelId, purpose } = hold;
  const span = startSpan(`model ${modelId}`, "client", {
    "gen_ai.request.model": modelId,
    "gen_ai.operation.name": purpose,
    "gen_ai.request.max_tokens": hold.maxOutputTokens,
    "counterpart.request_id": currentRequest()?.ids.requestId ?? "",
  });
  return {
    firstOutput: () => {
      const ms = performance.now() - startedAt;
      meters()?.firstToken(modelId, ms / 1_000);
      span?.set({ "counterpart.first_output_ms": Math.round(ms) });
    },
    ended: (outcome) => {
      meters()?.modelCall(modelId, purpose, outcome.kind);
      span?.set({ "counterpart.outcome": outcome.kind });
      if (outcome.kind === "charged") {
        const { tokens, basis } = outcome.charge;
        span?.set({
          "gen_ai.usage.input_tokens": tokens.input + tokens.cacheRead + tokens.cacheWrite,
          "gen_ai.usage.output_tokens": tokens.output + tokens.reasoning,
          "counterpart.basis": basis,
        });
      }
      span?.end();
    },
  };
}

/** The gate let a call not pass. */
export function observeRefusal(modelId: string, purpose: string, code: string): void {
  meters()?.modelCall(modelId, purpose, code);
}

/** Money has moved, once for each call, however late. */
export function observeCharge(charge: CallCharge): void {
  const { modelId, purpose, tokens, chargeUcr, costPusd } = charge;
  meters()?.charge(modelId, purpose, tokens, chargeUcr);
  meters()?.costPusd(modelId, costPusd);
}
