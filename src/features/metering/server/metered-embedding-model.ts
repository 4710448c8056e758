import type { EmbeddingModelV4, EmbeddingModelV4CallOptions, EmbeddingModelV4Result } from "@ai-sdk/provider";
import { wrapEmbeddingModel } from "ai";
import { isTokenCount, noTokens } from "~/features/ledger/token-buckets";
import { modelUnavailable } from "../metering.errors";
import { estimateTexts } from "../token-count";
import { fingerprintOf } from "./fingerprint";
import { Meter, type MeterOptions } from "./meter";
import type { MeteringScope } from "./metering-scope";
import { readFailure } from "./provider-failure";
import { pause, retryPauseMs } from "./retry-pause";
import { withinTime } from "./within-time";

/** An embedding model for the AI SDK whose every provider call (each batch, each further attempt) is paid for. */
export function meteredEmbeddingModel(
  scope: MeteringScope,
  options: Omit<MeterOptions, "purpose" | "maxOutputTokens" | "minOutputTokens">,
): { model: EmbeddingModelV4; meter: Meter } {
  const provider = scope.ports.models.embeddingModel(options.modelId);
  if (!provider) throw modelUnavailable(options.modelId);
  const meter = new Meter(scope, { ...options, purpose: "embedding", maxOutputTokens: 0, minOutputTokens: 0 });
  const model = wrapEmbeddingModel({
    model: provider,
    middleware: { wrapEmbed: ({ params, model: bare }) => embed(meter, bare, params) },
  });
  return { model, meter };
}

async function embed(
  meter: Meter,
  model: EmbeddingModelV4,
  options: EmbeddingModelV4CallOptions,
): Promise<EmbeddingModelV4Result> {
  const { modelId } = meter.options;
  const { abortSignal } = options;
  const estimate = await estimateTexts(modelId, options.values);
  const fingerprint = fingerprintOf(modelId, options.values, options.dimensions ?? null);
  for (let attempt = 0; ; attempt += 1) {
    const call = await meter.open(estimate, fingerprint, 0, abortSignal);
    try {
      const result = await withinTime(meter, abortSignal, (signal) =>
        model.doEmbed({ ...options, abortSignal: signal }),
      );
      const reported = result.usage?.tokens;
      const isKnown = reported !== undefined && isTokenCount(reported);
      await meter.close(
        call.settle({
          tokens: { ...noTokens, input: isKnown ? reported : estimate.tokens },
          basis: isKnown ? "provider" : "stream_estimate",
          rawUsage: result.usage,
        }),
      );
      return result;
    } catch (thrown) {
      await meter.close(call.outcome ?? call.release());
      abortSignal?.throwIfAborted();
      const failure = readFailure(thrown, modelId, estimate.tokens);
      const pauseMs = retryPauseMs(failure, attempt, meter.settings);
      if (pauseMs === undefined) throw failure.error;
      await pause(pauseMs, abortSignal);
    }
  }
}
