import { setImmediate as nextTurn } from "node:timers/promises";
import type { LanguageModelV4, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { wrapLanguageModel } from "ai";

/** Parts that are handed on in one go before everybody else on this thread gets a turn. */
const partsPerTurn = 24;

/**
 * A model whose haste is kept in bounds: its first words are out before the next ones are looked at, and a
 * provider that sends everything at once leaves the thread to others in between.
 * @param firstShown resolves when readers have the first text, or never will.
 */
export function politeModel(model: LanguageModelV4, firstShown: () => Promise<void>): LanguageModelV4 {
  return wrapLanguageModel({
    model,
    middleware: {
      wrapStream: async ({ doStream }) => {
        const result = await doStream();
        return { ...result, stream: inTurns(result.stream, firstShown) };
      },
    },
  });
}

function inTurns(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  firstShown: () => Promise<void>,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  let parts = 1;
  let isFirst = true;
  let wasText = false;
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        if (wasText && isFirst) {
          isFirst = false;
          await firstShown();
        } else if (parts % partsPerTurn === 0) await nextTurn();
        parts += 1;
        const { done, value } = await reader.read();
        if (done) return controller.close();
        wasText = (value.type === "text-delta" || value.type === "reasoning-delta") && value.delta !== "";
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
