import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import { textOfPart } from "../prompt-tokens";

export type DemoLanguage = "en" | "ru";

export type DemoTurn = { role: "user" | "assistant"; text: string };

export type DemoToolResult = { toolName: string; toolCallId: string; text: string };

/** A prompt as the demonstration model reads it. */
export type DemoConversation = {
  system: string;
  /** Everything before the last question. */
  earlier: DemoTurn[];
  /** The last thing that the user said. */
  question: string;
  /** Texts of files attached to the last question. */
  attachments: string[];
  /** Results of tools that came after the last question. */
  toolResults: DemoToolResult[];
  language: DemoLanguage;
};

export function readConversation(prompt: LanguageModelV4Prompt): DemoConversation {
  const system: string[] = [];
  const turns: (DemoTurn & { attachments: string[] })[] = [];
  let toolResults: DemoToolResult[] = [];
  for (const message of prompt) {
    if (message.role === "system") {
      system.push(message.content);
    } else if (message.role === "tool") {
      for (const part of message.content) {
        if (part.type !== "tool-result") continue;
        toolResults.push({ toolName: part.toolName, toolCallId: part.toolCallId, text: outputText(part.output) });
      }
    } else {
      const texts = message.content.flatMap((part) => (part.type === "text" ? [part.text] : []));
      const attachments = message.content.flatMap((part) => (part.type === "file" ? [textOfPart(part) ?? ""] : []));
      if (message.role === "user") toolResults = [];
      const text = texts.join("\n").trim();
      if (message.role === "user" || text !== "") {
        turns.push({ role: message.role, text, attachments: attachments.filter((file) => file !== "") });
      }
    }
  }
  const lastUser = turns.findLastIndex((turn) => turn.role === "user");
  const question = turns[lastUser];
  return {
    system: system.join("\n"),
    earlier: turns.slice(0, Math.max(0, lastUser)).map(({ role, text }) => ({ role, text })),
    question: question?.text ?? "",
    attachments: question?.attachments ?? [],
    toolResults,
    language: detectLanguage(turns.filter((turn) => turn.role === "user").map((turn) => turn.text)),
  };
}

/** The language of the last message that has letters, unless another one is asked for. */
function detectLanguage(userTexts: string[]): DemoLanguage {
  for (const text of userTexts.toReversed()) {
    if (/\bin english\b|на английском|по-английски/i.test(text)) return "en";
    if (/\bin russian\b|на русском|по-русски/i.test(text)) return "ru";
    const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
    const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
    if (cyrillic + latin > 0) return cyrillic * 2 >= latin ? "ru" : "en";
  }
  return "en";
}

function outputText(output: { type: string; value?: unknown; reason?: string | undefined }): string {
  if (output.type === "execution-denied") return output.reason ?? "denied";
  return typeof output.value === "string" ? output.value : JSON.stringify(output.value);
}
