import type { ScriptedUsage } from "./model-script";
import { dataEvent, type WireFormat, type WireToolCall } from "./wire-format";

/** Google's Gemini API. */
export const geminiWire: WireFormat = {
  name: "gemini",
  modelOf: (path) => path.match(/\/models\/([^/:]+):(?:streamG|g)enerateContent$/)?.[1],
  isStream: (path) => path.endsWith(":streamGenerateContent"),
  stream(model) {
    const chunk = (parts: unknown[], rest: Record<string, unknown> = {}) =>
      dataEvent({
        candidates: [{ index: 0, content: { role: "model", parts }, ...rest }],
        modelVersion: model,
        responseId: "gem_1",
      });
    return {
      open: () => "",
      reasoning: (text) => chunk([{ text, thought: true }]),
      text: (text) => chunk([{ text }]),
      toolCall: (call) => chunk([functionCall(call)]),
      finish: () => "",
      end: (reason, _hasToolCalls, usage) =>
        dataEvent({
          candidates: [
            {
              index: 0,
              content: { role: "model", parts: [] },
              finishReason: reason === "length" ? "MAX_TOKENS" : "STOP",
            },
          ],
          ...(usage && { usageMetadata: geminiUsage(usage) }),
        }),
      error: () => dataEvent({ error: { code: 503, message: "The model is overloaded", status: "UNAVAILABLE" } }),
    };
  },
  whole: ({ model, text, toolCalls, finishReason, usage }) => ({
    candidates: [
      {
        index: 0,
        content: { role: "model", parts: [...(text === "" ? [] : [{ text }]), ...toolCalls.map(functionCall)] },
        finishReason: finishReason === "length" ? "MAX_TOKENS" : "STOP",
      },
    ],
    modelVersion: model,
    ...(usage && { usageMetadata: geminiUsage(usage) }),
  }),
  error: (status) => ({
    error: { code: status, message: `scripted ${status}`, status: status === 429 ? "RESOURCE_EXHAUSTED" : "INTERNAL" },
  }),
};

function functionCall(call: WireToolCall) {
  const args: unknown = JSON.parse(call.arguments);
  return { functionCall: { name: call.name, args } };
}

function geminiUsage(usage: ScriptedUsage) {
  const reasoning = usage.reasoning ?? 0;
  return {
    promptTokenCount: usage.input,
    cachedContentTokenCount: usage.cacheRead ?? 0,
    candidatesTokenCount: usage.output - reasoning,
    thoughtsTokenCount: reasoning,
    totalTokenCount: usage.input + usage.output,
  };
}
