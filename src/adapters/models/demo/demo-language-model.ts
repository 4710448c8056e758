import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { type DemoPlan, planAnswer } from "./demo-plan";
import { createPrefixCache, demoUsage } from "./demo-usage";

/** Above this speed several tokens are written at a time, since timers are no finer than this. */
const SHORTEST_PAUSE_MS = 15;

export type DemoModelConfig = {
  name: string;
  /** 0 writes without pauses. */
  tokensPerSecond: number;
  /** Whether it shows its thoughts before every answer, or only when it is asked to think. */
  thinks: "always" | "when-asked";
};

/**
 * A language model made of rules: it really reads the conversation, always answers the same thing in
 * the same way, writes at the speed of a person's reading and reports what it used exactly.
 */
export function createDemoLanguageModel(config: DemoModelConfig): LanguageModelV4 {
  const cache = createPrefixCache();
  return {
    specificationVersion: "v4",
    provider: "demo",
    modelId: config.name,
    supportedUrls: {},
    async doGenerate(options) {
      options.abortSignal?.throwIfAborted();
      const plan = planAnswer(options, config.thinks);
      const usage = demoUsage(await cache.read(options), plan.outputTokens);
      return { content: contentOf(plan), finishReason: plan.finishReason, usage, warnings: [] };
    },
    async doStream(options) {
      options.abortSignal?.throwIfAborted();
      const plan = planAnswer(options, config.thinks);
      const usage = demoUsage(await cache.read(options), plan.outputTokens);
      return { stream: paced(partsOf(plan, usage), config.tokensPerSecond, options) };
    },
  };
}

function contentOf(plan: DemoPlan): LanguageModelV4Content[] {
  const content: LanguageModelV4Content[] = [];
  const joined = (pieces: DemoPlan["text"]) => pieces.map((piece) => piece.text).join("");
  if (plan.reasoning.length > 0) content.push({ type: "reasoning", text: joined(plan.reasoning) });
  if (plan.text.length > 0) content.push({ type: "text", text: joined(plan.text) });
  if (plan.toolCall) {
    const { id, toolName, input } = plan.toolCall;
    content.push({ type: "tool-call", toolCallId: id, toolName, input });
  }
  return content;
}

/** The parts of the stream; those that carry output come one token each. */
function* partsOf(plan: DemoPlan, usage: LanguageModelV4Usage): Generator<LanguageModelV4StreamPart> {
  yield { type: "stream-start", warnings: [] };
  if (plan.reasoning.length > 0) {
    yield { type: "reasoning-start", id: "reasoning" };
    for (const piece of plan.reasoning) yield { type: "reasoning-delta", id: "reasoning", delta: piece.text };
    yield { type: "reasoning-end", id: "reasoning" };
  }
  if (plan.text.length > 0) {
    yield { type: "text-start", id: "text" };
    for (const piece of plan.text) yield { type: "text-delta", id: "text", delta: piece.text };
    yield { type: "text-end", id: "text" };
  }
  if (plan.toolCall) {
    const { id, toolName, input, pieces } = plan.toolCall;
    yield { type: "tool-input-start", id, toolName };
    for (const piece of pieces) yield { type: "tool-input-delta", id, delta: piece.text };
    yield { type: "tool-input-end", id };
    yield { type: "tool-call", toolCallId: id, toolName, input };
  }
  yield { type: "finish", finishReason: plan.finishReason, usage };
}

/** Hands parts over at the given speed, and stops in the middle as soon as the call is aborted. */
function paced(
  parts: Generator<LanguageModelV4StreamPart>,
  tokensPerSecond: number,
  { abortSignal }: LanguageModelV4CallOptions,
): ReadableStream<LanguageModelV4StreamPart> {
  const tokensPerPause = Math.max(1, Math.round((tokensPerSecond * SHORTEST_PAUSE_MS) / 1_000));
  const pauseMs = tokensPerSecond > 0 ? (1_000 / tokensPerSecond) * tokensPerPause : 0;
  let sincePause = 0;
  let endPause = (): void => undefined;
  let onAbort = (): void => undefined;
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      start(controller) {
        onAbort = () => {
          controller.error(abortSignal?.reason);
          endPause();
        };
        abortSignal?.addEventListener("abort", onAbort, { once: true });
      },
      async pull(controller) {
        const next = parts.next();
        if (pauseMs > 0 && !next.done && next.value.type.endsWith("-delta") && ++sincePause >= tokensPerPause) {
          sincePause = 0;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, pauseMs);
            endPause = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        if (abortSignal?.aborted) return;
        if (next.done) {
          abortSignal?.removeEventListener("abort", onAbort);
          controller.close();
        } else {
          controller.enqueue(next.value);
        }
      },
      cancel() {
        abortSignal?.removeEventListener("abort", onAbort);
        endPause();
      },
    },
    { highWaterMark: 0 },
  );
}
