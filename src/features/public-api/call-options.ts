import type { LanguageModelV4CallOptions, LanguageModelV4ToolChoice } from "@ai-sdk/provider";
import type { CompletionRequest } from "./completion.schema";
import { promptOfMessages, wrong } from "./prompt-of-messages";

/** What OpenAI's parameters come to for our models, but for how long the answer may be. Throws `bad_input`. */
export function callOptions(request: CompletionRequest): LanguageModelV4CallOptions {
  const { temperature, top_p, frequency_penalty, presence_penalty, seed, stop } = request;
  const tools = toolsOf(request);
  return {
    prompt: promptOfMessages(request.messages),
    ...(temperature != null && { temperature }),
    ...(top_p != null && { topP: top_p }),
    ...(frequency_penalty != null && { frequencyPenalty: frequency_penalty }),
    ...(presence_penalty != null && { presencePenalty: presence_penalty }),
    ...(seed != null && { seed }),
    ...(stop != null && { stopSequences: [stop].flat() }),
    ...responseFormatOf(request),
    ...(tools.length > 0 && { tools, ...toolChoiceOf(request, tools) }),
  };
}

function toolsOf({ tools }: CompletionRequest) {
  return (tools ?? []).map(({ function: { name, description, parameters, strict } }) => ({
    type: "function" as const,
    name,
    inputSchema: parameters ?? { type: "object", properties: {} },
    ...(description !== undefined && { description }),
    ...(strict != null && { strict }),
  }));
}

function toolChoiceOf(
  { tool_choice: choice }: CompletionRequest,
  tools: readonly { name: string }[],
): { toolChoice?: LanguageModelV4ToolChoice } {
  if (choice == null) return {};
  if (typeof choice === "string") return { toolChoice: { type: choice } };
  const toolName = choice.function.name;
  if (!tools.some(({ name }) => name === toolName)) throw wrong("tool_choice", "No tool has this name.");
  return { toolChoice: { type: "tool", toolName } };
}

function responseFormatOf({
  response_format: format,
}: CompletionRequest): Pick<LanguageModelV4CallOptions, "responseFormat"> {
  if (format == null || format.type === "text") return {};
  if (format.type === "json_object") return { responseFormat: { type: "json" } };
  const { name, description, schema } = format.json_schema;
  return {
    responseFormat: {
      type: "json",
      ...(schema !== undefined && { schema }),
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
    },
  };
}
