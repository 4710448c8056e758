import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
} from "@ai-sdk/provider";
import { AppError } from "~/lib/app-error";
import type { CompletionMessage } from "./completion-messages.schema";

/** OpenAI's messages as our models take them. Throws `bad_input` with the field that is wrong. */
export function promptOfMessages(messages: readonly CompletionMessage[]): LanguageModelV4Prompt {
  const toolNames = new Map<string, string>();
  return messages.map((message, index) => promptMessage(message, `messages.${index}`, toolNames));
}

export function hasPictures(messages: readonly CompletionMessage[]): boolean {
  return messages.some(
    ({ role, content }) =>
      role === "user" && Array.isArray(content) && content.some(({ type }) => type === "image_url"),
  );
}

function promptMessage(message: CompletionMessage, at: string, toolNames: Map<string, string>): LanguageModelV4Message {
  switch (message.role) {
    case "system":
    case "developer":
      return { role: "system", content: textOf(message.content) };
    case "user": {
      const { content } = message;
      const parts = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
      return { role: "user", content: parts.map((part, index) => userPart(part, `${at}.content.${index}`)) };
    }
    case "assistant": {
      const text = textOf(message.content ?? "");
      const calls = message.tool_calls ?? [];
      if (text === "" && calls.length === 0)
        throw wrong(`${at}.content`, "An assistant's message says or calls something.");
      for (const call of calls) toolNames.set(call.id, call.function.name);
      return {
        role: "assistant",
        content: [
          ...(text === "" ? [] : [{ type: "text" as const, text }]),
          ...calls.map(({ id, function: called }, index) => ({
            type: "tool-call" as const,
            toolCallId: id,
            toolName: called.name,
            input: argumentsOf(called.arguments, `${at}.tool_calls.${index}.function.arguments`),
          })),
        ],
      };
    }
    case "tool": {
      const toolName = toolNames.get(message.tool_call_id);
      if (toolName === undefined)
        throw wrong(`${at}.tool_call_id`, "No earlier message of the assistant made this call.");
      const output = { type: "text" as const, value: textOf(message.content) };
      return { role: "tool", content: [{ type: "tool-result", toolCallId: message.tool_call_id, toolName, output }] };
    }
  }
}

type UserPart = Exclude<Extract<CompletionMessage, { role: "user" }>["content"], string>[number];

function userPart(part: UserPart, at: string): LanguageModelV4TextPart | LanguageModelV4FilePart {
  if (part.type === "text") return { type: "text", text: part.text };
  const { url } = part.image_url;
  const comma = url.indexOf(",");
  const data = Buffer.from(url.slice(comma + 1), "base64");
  if (data.length === 0) throw wrong(`${at}.image_url.url`, "The picture is empty.");
  return { type: "file", mediaType: url.slice("data:".length, url.indexOf(";")), data: { type: "data", data } };
}

function textOf(content: string | readonly { text: string }[]): string {
  return typeof content === "string" ? content : content.map(({ text }) => text).join("\n");
}

/** What an assistant called, as a program sends it back. */
function argumentsOf(text: string, at: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(at, "The arguments of a call are JSON.");
  }
}

/** @param message for whoever writes the program. */
export function wrong(param: string, message: string): AppError {
  return new AppError("bad_input", message, { details: { param, message } });
}
