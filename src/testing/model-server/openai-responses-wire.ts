import type { ScriptedUsage } from "./model-script";
import { dataEvent, type WireFormat } from "./wire-format";

/** OpenAI's Responses API. */
export const openaiResponsesWire: WireFormat = {
  name: "openai-responses",
  modelOf: (path, body) => (path.endsWith("/responses") ? String(body.model) : undefined),
  isStream: (_path, body) => body.stream === true,
  stream(model) {
    let sequence = 0;
    let index = 0;
    let openItem: "message" | "reasoning" | undefined;
    const event = (value: Record<string, unknown>) => dataEvent({ ...value, sequence_number: sequence++ });
    const close = () => {
      if (openItem === undefined) return "";
      const item =
        openItem === "message"
          ? { type: "message", id: `msg_${index}`, phase: null }
          : { type: "reasoning", id: `rs_${index}` };
      openItem = undefined;
      return event({ type: "response.output_item.done", output_index: index++, item });
    };
    const begin = (type: "message" | "reasoning") => {
      if (openItem === type) return "";
      const closed = close();
      openItem = type;
      const item =
        type === "message"
          ? { type, id: `msg_${index}`, phase: null }
          : { type, id: `rs_${index}`, encrypted_content: null };
      return closed + event({ type: "response.output_item.added", output_index: index, item });
    };
    return {
      open: () => event({ type: "response.created", response: { id: "resp_1", created_at: 1_700_000_000, model } }),
      reasoning: (delta) =>
        begin("reasoning") +
        event({ type: "response.reasoning_summary_text.delta", item_id: `rs_${index}`, summary_index: 0, delta }),
      text: (delta) => begin("message") + event({ type: "response.output_text.delta", item_id: `msg_${index}`, delta }),
      toolCall(call) {
        const closed = close();
        const base = { type: "function_call", id: `fc_${index}`, call_id: call.id, name: call.name };
        return (
          closed +
          event({ type: "response.output_item.added", output_index: index, item: { ...base, arguments: "" } }) +
          event({
            type: "response.function_call_arguments.delta",
            item_id: base.id,
            output_index: index,
            delta: call.arguments,
          }) +
          event({
            type: "response.output_item.done",
            output_index: index++,
            item: { ...base, arguments: call.arguments, status: "completed" },
          })
        );
      },
      finish: close,
      end: (reason, _hasToolCalls, usage) =>
        event({
          type: reason === "length" ? "response.incomplete" : "response.completed",
          response: {
            ...(reason === "length" && { incomplete_details: { reason: "max_output_tokens" } }),
            ...(usage && { usage: responsesUsage(usage) }),
          },
        }),
      error: () =>
        dataEvent({
          type: "error",
          sequence_number: sequence++,
          error: { type: "server_error", code: "server_error", message: "The server had an error" },
        }),
    };
  },
  whole: ({ model, text, toolCalls, finishReason, usage }) => ({
    id: "resp_1",
    created_at: 1_700_000_000,
    model,
    output: [
      ...(text === ""
        ? []
        : [
            {
              type: "message",
              role: "assistant",
              id: "msg_0",
              content: [{ type: "output_text", text, annotations: [] }],
            },
          ]),
      ...toolCalls.map((call, at) => ({
        type: "function_call",
        id: `fc_${at}`,
        call_id: call.id,
        name: call.name,
        arguments: call.arguments,
      })),
    ],
    incomplete_details: finishReason === "length" ? { reason: "max_output_tokens" } : null,
    ...(usage && { usage: responsesUsage(usage) }),
  }),
  error: (status) => ({ error: { message: `scripted ${status}`, type: "scripted", code: String(status) } }),
};

function responsesUsage(usage: ScriptedUsage) {
  return {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cacheRead ?? 0 },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  };
}
