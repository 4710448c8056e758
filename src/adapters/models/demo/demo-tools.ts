import type { LanguageModelV4CallOptions, LanguageModelV4FunctionTool } from "@ai-sdk/provider";
import type { DemoConversation } from "./demo-conversation";
import { valueForSchema } from "./demo-json";
import { stemOf, termsOf } from "./demo-text";

export type DemoToolCall = { toolName: string; input: string };

/**
 * The tool that the question names or fits, with arguments built from its schema; undefined when an
 * answer in words is due. A tool whose result is already there is not called again.
 */
export function chooseToolCall(
  options: LanguageModelV4CallOptions,
  conversation: DemoConversation,
): DemoToolCall | undefined {
  const choice = options.toolChoice ?? { type: "auto" };
  if (choice.type === "none") return undefined;
  const called = new Set(conversation.toolResults.map((result) => result.toolName));
  const tools = (options.tools ?? []).filter((tool) => tool.type === "function");
  const open = tools.filter((tool) => !called.has(tool.name));
  const tool =
    choice.type === "tool"
      ? tools.find((candidate) => candidate.name === choice.toolName)
      : (open.find((candidate) => isNamed(candidate, conversation.question)) ??
        // Once there is a result, only a tool asked for by name is called beside it.
        (called.size === 0 ? bestFit(open, conversation.question) : undefined) ??
        (choice.type === "required" ? (open[0] ?? tools[0]) : undefined));
  if (!tool) return undefined;
  return { toolName: tool.name, input: JSON.stringify(inputFor(tool, conversation.question)) };
}

function inputFor(tool: LanguageModelV4FunctionTool, question: string): unknown {
  const value = valueForSchema(tool.inputSchema, question);
  return typeof value === "object" && value !== null ? value : {};
}

function isNamed(tool: LanguageModelV4FunctionTool, question: string): boolean {
  const lower = question.toLowerCase();
  if (lower.includes(tool.name.toLowerCase())) return true;
  const words = nameWords(tool.name);
  return words.length > 1 && words.every((word) => lower.includes(word));
}

/** The tool whose name and description share most words with the question; a word of the name counts twice. */
function bestFit(
  tools: readonly LanguageModelV4FunctionTool[],
  question: string,
): LanguageModelV4FunctionTool | undefined {
  const asked = termsOf(question, 30).map(stemOf);
  let best: { tool: LanguageModelV4FunctionTool; score: number } | undefined;
  for (const tool of tools) {
    const name = new Set(nameWords(tool.name).map(stemOf));
    const described = new Set(termsOf(tool.description ?? "", 40).map(stemOf));
    const score = asked.reduce((sum, word) => sum + (name.has(word) ? 2 : 0) + (described.has(word) ? 1 : 0), 0);
    if (score >= 2 && score > (best?.score ?? 0)) best = { tool, score };
  }
  return best?.tool;
}

function nameWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
}
