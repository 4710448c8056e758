import type { ScriptedUsage } from "./model-script";
import { dataEvent, type WireFormat } from "./wire-format";

/** OpenAI's chat completions, as spoken by OpenAI and by every compatible server. */
export const openaiChatWire: WireFormat = {
  name: "openai-chat",
  modelOf: (path, body) => (path.endsWith("/chat/completions") ? String(body.model) : undefined),
  isStream: (_path, body) => body.stream === true,
  stream(model) {
    const chunk = (choices: unknown[], usage?: unknown) =>
      dataEvent({
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        created: 1_700_000_000,
        model,
        choices,
        ...(usage === undefined ? {} : { usage }),
      });
    const delta = (value: unknown, finish: string | null = null) =>
      chunk([{ index: 0, delta: value, finish_reason: finish }]);
    let calls = 0;
    return {
      open: () => delta({ role: "assistant", content: "" }),
      // The interface has no field for reasoning.
      reasoning: () => "",
      text: (text) => delta({ content: text }),
      toolCall: (call) =>
        delta({
          tool_calls: [
            { index: calls++, id: call.id, type: "function", function: { name: call.name, arguments: call.arguments } },
          ],
        }),
      finish: (reason, hasToolCalls) => delta({}, hasToolCalls ? "tool_calls" : reason),
      end: (_reason, _hasToolCalls, usage) =>
        `${usage === undefined ? "" : chunk([], chatUsage(usage))}data: [DONE]\n\n`,
      error: () =>
        dataEvent({ error: { message: "The server had an error", type: "server_error", code: "server_error" } }),
    };
  },
  whole: ({ model, text, toolCalls, finishReason, usage }) => ({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        finish_reason: toolCalls.length > 0 ? "tool_calls" : finishReason,
        message: {
          role: "assistant",
          content: text === "" ? null : text,
          ...(toolCalls.length > 0 && {
            tool_calls: toolCalls.map((call) => ({
              id: call.id,
              type: "function",
              function: { name: call.name, arguments: call.arguments },
            })),
          }),
        },
      },
    ],
    ...(usage && { usage: chatUsage(usage) }),
  }),
  error: (status) => ({ error: { message: `scripted ${status}`, type: "scripted", code: String(status) } }),
};

function chatUsage(usage: ScriptedUsage) {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cacheRead ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  };
}
