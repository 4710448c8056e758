import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { UIMessageChunk } from "ai";
import type { ChunkDelta } from "../v1-answers.schema";

/** What of a stream a program is shown, in the shape in which the delivery gate counts it. */
export type DeliveredPart = Extract<
  UIMessageChunk,
  { type: "text-delta" | "reasoning-delta" | "tool-input-start" | "tool-input-delta" | "tool-input-available" }
>;

/** Turns the parts of one answer into what is delivered, and that into OpenAI's deltas. */
export class DeliveredParts {
  /** Calls of tools in the order in which they began, which is how a delta names them. */
  readonly #calls: string[] = [];
  readonly #streamed = new Set<string>();
  /** As the model wrote it, which need not be how we would. */
  readonly #inputs = new Map<string, string>();

  /** Undefined for framing, which nobody is shown. */
  deliveredOf(part: LanguageModelV4StreamPart): DeliveredPart | undefined {
    switch (part.type) {
      case "text-delta":
      case "reasoning-delta":
        return part.delta === "" ? undefined : { type: part.type, id: part.id, delta: part.delta };
      case "tool-input-start":
        this.#streamed.add(part.id);
        return { type: "tool-input-start", toolCallId: part.id, toolName: part.toolName };
      case "tool-input-delta":
        return { type: "tool-input-delta", toolCallId: part.id, inputTextDelta: part.delta };
      case "tool-call":
        if (this.#streamed.has(part.toolCallId)) return undefined;
        this.#inputs.set(part.toolCallId, part.input);
        return {
          type: "tool-input-available",
          toolCallId: part.toolCallId,
          toolName: part.toolName,
          input: part.input,
        };
      default:
        return undefined;
    }
  }

  deltaOf(part: DeliveredPart): ChunkDelta {
    switch (part.type) {
      case "text-delta":
        return { content: part.delta };
      case "reasoning-delta":
        return { reasoning_content: part.delta };
      case "tool-input-start":
        return { tool_calls: [this.#beginning(part.toolCallId, part.toolName, "")] };
      case "tool-input-delta":
        return {
          tool_calls: [{ index: this.#indexOf(part.toolCallId), function: { arguments: part.inputTextDelta } }],
        };
      case "tool-input-available":
        return {
          tool_calls: [this.#beginning(part.toolCallId, part.toolName, this.#inputs.get(part.toolCallId) ?? "{}")],
        };
    }
  }

  #beginning(id: string, name: string, written: string) {
    return { index: this.#indexOf(id), id, type: "function" as const, function: { name, arguments: written } };
  }

  #indexOf(id: string): number {
    const known = this.#calls.indexOf(id);
    return known === -1 ? this.#calls.push(id) - 1 : known;
  }
}
