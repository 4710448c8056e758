import type { ScriptedUsage } from "./model-script";
import { namedEvent, type WireFormat } from "./wire-format";

/** Anthropic's messages API. */
export const anthropicWire: WireFormat = {
  name: "anthropic",
  modelOf: (path, body) => (path.endsWith("/messages") ? String(body.model) : undefined),
  isStream: (_path, body) => body.stream === true,
  stream(model) {
    let index = 0;
    let openBlock: "text" | "thinking" | undefined;
    const close = () => {
      if (openBlock === undefined) return "";
      openBlock = undefined;
      return namedEvent("content_block_stop", { type: "content_block_stop", index: index++ });
    };
    const begin = (type: "text" | "thinking") => {
      if (openBlock === type) return "";
      const closed = close();
      openBlock = type;
      const block = type === "text" ? { type, text: "" } : { type, thinking: "" };
      return closed + namedEvent("content_block_start", { type: "content_block_start", index, content_block: block });
    };
    const delta = (value: unknown) =>
      namedEvent("content_block_delta", { type: "content_block_delta", index, delta: value });
    return {
      open: () =>
        namedEvent("message_start", {
          type: "message_start",
          // The real one gives the prompt's tokens here and a placeholder for the output's.
          message: {
            id: "msg_1",
            type: "message",
            role: "assistant",
            model,
            content: [],
            stop_reason: null,
            usage: { input_tokens: 7, output_tokens: 1 },
          },
        }),
      reasoning: (text) => begin("thinking") + delta({ type: "thinking_delta", thinking: text }),
      text: (text) => begin("text") + delta({ type: "text_delta", text }),
      toolCall: (call) =>
        close() +
        namedEvent("content_block_start", {
          type: "content_block_start",
          index,
          content_block: { type: "tool_use", id: call.id, name: call.name, input: {} },
        }) +
        delta({ type: "input_json_delta", partial_json: call.arguments }) +
        namedEvent("content_block_stop", { type: "content_block_stop", index: index++ }),
      finish: close,
      end: (reason, hasToolCalls, usage) =>
        (usage === undefined
          ? ""
          : namedEvent("message_delta", {
              type: "message_delta",
              delta: { stop_reason: stopReason(reason, hasToolCalls), stop_sequence: null },
              usage: messageUsage(usage),
            })) + namedEvent("message_stop", { type: "message_stop" }),
      error: () => namedEvent("error", { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
    };
  },
  whole: ({ model, text, toolCalls, finishReason, usage }) => ({
    type: "message",
    id: "msg_1",
    role: "assistant",
    model,
    content: [
      ...(text === "" ? [] : [{ type: "text", text }]),
      ...toolCalls.map((call) => ({
        type: "tool_use",
        id: call.id,
        name: call.name,
        input: JSON.parse(call.arguments),
      })),
    ],
    stop_reason: stopReason(finishReason, toolCalls.length > 0),
    stop_sequence: null,
    usage: messageUsage(usage ?? { input: 0, output: 0 }),
  }),
  error: (status) => ({
    type: "error",
    error: {
      type: status === 529 ? "overloaded_error" : status === 429 ? "rate_limit_error" : "api_error",
      message: `scripted ${status}`,
    },
  }),
};

function stopReason(reason: "stop" | "length", hasToolCalls: boolean): string {
  return hasToolCalls ? "tool_use" : reason === "length" ? "max_tokens" : "end_turn";
}

function messageUsage(usage: ScriptedUsage) {
  const cacheRead = usage.cacheRead ?? 0;
  const cacheWrite = usage.cacheWrite ?? 0;
  return {
    // Unlike the others, this vendor's input leaves out what the cache read and wrote.
    input_tokens: usage.input - cacheRead - cacheWrite,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
    output_tokens: usage.output,
  };
}
