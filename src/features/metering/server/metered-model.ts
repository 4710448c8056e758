import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from "@ai-sdk/provider";
import { wrapLanguageModel } from "ai";
import { modelUnavailable } from "../metering.errors";
import { estimatePrompt } from "../token-count";
import { fingerprintOf } from "./fingerprint";
import { Meter, type MeterOptions } from "./meter";
import type { MeteredCall } from "./metered-call";
import type { MeteringScope } from "./metering-scope";
import { countContent, isOutput } from "./parts";
import { readFailure } from "./provider-failure";
import { ProviderStream } from "./provider-stream";
import { pumpStream } from "./pump-stream";
import { pause, retryPauseMs } from "./retry-pause";
import { withinTime } from "./within-time";

/**
 * A language model for the AI SDK whose every provider call is paid for: each step of a tool loop and
 * each further attempt sets credits aside, is sent, and is charged or released. The SDK's own retries
 * never see a failed provider, so that no call escapes.
 *
 * Errors are AppErrors: refusals of the gate with its checks, `provider_*`, `model_unavailable`,
 * `context_too_long`. An abort stays the caller's own error.
 */
export function meteredModel(scope: MeteringScope, options: MeterOptions): { model: LanguageModelV4; meter: Meter } {
  const provider = scope.ports.models.languageModel(options.modelId);
  if (!provider) throw modelUnavailable(options.modelId);
  const meter = new Meter(scope, options);
  const model = wrapLanguageModel({
    model: provider,
    middleware: {
      wrapGenerate: ({ params, model: bare }) => generate(meter, bare, params),
      wrapStream: ({ params, model: bare }) => stream(meter, bare, params),
    },
  });
  return { model, meter };
}

function generate(
  meter: Meter,
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
): Promise<LanguageModelV4GenerateResult> {
  return attempts(meter, options, async (call) => {
    const { maxOutputTokens } = call.hold;
    const result = await withinTime(meter, options.abortSignal, (abortSignal) =>
      model.doGenerate({ ...options, maxOutputTokens, abortSignal }),
    );
    countContent(result.content, call.received);
    await meter.close(call.finish(result.usage, result.finishReason));
    return result;
  });
}

function stream(
  meter: Meter,
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
): Promise<LanguageModelV4StreamResult> {
  return attempts(meter, options, async (call) => {
    const provider = new ProviderStream(call.hold.modelId, meter.settings, options.abortSignal);
    const begun = await provider.open(model, { ...options, maxOutputTokens: call.hold.maxOutputTokens });
    const last = begun.at(-1);
    if (last !== undefined && isOutput(last)) call.observed?.firstOutput();
    if (last?.type === "error") {
      await chargeReportedUsage(meter, call, provider);
      provider.stop();
      throw last.error;
    }
    meter.answering.push(call);
    return { stream: pumpStream(meter, call, provider, begun, options.abortSignal), ...provider.envelope };
  });
}

/** Makes the call, and makes it again where that may help, each time under a hold of its own. */
async function attempts<T>(
  meter: Meter,
  options: LanguageModelV4CallOptions,
  work: (call: MeteredCall) => Promise<T>,
): Promise<T> {
  const { modelId, purpose } = meter.options;
  const { prompt, tools, abortSignal } = options;
  const estimate = await estimatePrompt(modelId, options);
  const fingerprint = fingerprintOf(modelId, purpose, prompt, tools ?? [], options.maxOutputTokens ?? null);
  for (let attempt = 0; ; attempt += 1) {
    const call = await meter.open(estimate, fingerprint, options.maxOutputTokens, abortSignal);
    try {
      return await work(call);
    } catch (thrown) {
      // Nothing was shown of this call. If it was charged already, because the provider reported usage, that stays.
      const wasCharged = !call.isOpen;
      await meter.close(call.outcome ?? call.release());
      abortSignal?.throwIfAborted();
      const failure = readFailure(thrown, modelId, estimate.tokens);
      const pauseMs = wasCharged ? undefined : retryPauseMs(failure, attempt, meter.settings);
      if (pauseMs === undefined) throw failure.error;
      await pause(pauseMs, abortSignal);
    }
  }
}

const USAGE_AFTER_ERROR_MS = 250;

/** A provider that failed before its first word may still say what it used. */
async function chargeReportedUsage(meter: Meter, call: MeteredCall, provider: ProviderStream): Promise<void> {
  const finish = await Promise.race([
    readFinish(provider),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), USAGE_AFTER_ERROR_MS).unref()),
  ]);
  if (finish) await meter.close(call.finish(finish.usage, finish.finishReason));
}

async function readFinish(
  provider: ProviderStream,
): Promise<Extract<LanguageModelV4StreamPart, { type: "finish" }> | undefined> {
  try {
    for (let read = await provider.read(); read.part; read = await provider.read()) {
      if (read.part.type === "finish") return read.part;
    }
  } catch {
    // It only failed again.
  }
  return undefined;
}
