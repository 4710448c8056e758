import type { LanguageModelV4Content } from "@ai-sdk/provider";
import { finishReasonOf, usageOf } from "../completion-shape";
import type { Completion } from "../v1-answers.schema";
import type { PreparedCall } from "./prepare-call";

/**
 * The whole answer at once. Whoever leaves before it is there has been shown nothing, and is charged nothing.
 * @param signal ends the vendor's call when the program is gone.
 */
export async function answerWhole(call: PreparedCall, signal: AbortSignal): Promise<Response> {
  const { model, meter, options, modelId } = call;
  const result = await model.doGenerate({ ...options, abortSignal: signal });
  await meter.settled();
  const usage = usageOf(meter.charges.at(-1));
  const toolCalls = result.content.flatMap((part) => (part.type === "tool-call" ? [part] : []));
  const text = textOf(result.content, "text");
  const thought = textOf(result.content, "reasoning");
  const completion: Completion = {
    id: call.completionId,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1_000),
    model: modelId,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text === "" && toolCalls.length > 0 ? null : text,
          ...(thought !== "" && { reasoning_content: thought }),
          ...(toolCalls.length > 0 && {
            tool_calls: toolCalls.map(({ toolCallId, toolName, input }) => ({
              id: toolCallId,
              type: "function" as const,
              function: { name: toolName, arguments: input },
            })),
          }),
          refusal: null,
        },
        finish_reason: finishReasonOf(result.finishReason),
        logprobs: null,
      },
    ],
    usage,
  };
  const headers = usage.cost === null ? undefined : { "x-credits-charged": usage.cost.credits };
  return Response.json(completion, headers === undefined ? {} : { headers });
}

function textOf(content: readonly LanguageModelV4Content[], type: "text" | "reasoning"): string {
  return content.map((part) => (part.type === type ? part.text : "")).join("");
}
