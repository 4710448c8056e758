import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import { bytesOf, fileNameOf, isNote, pictureOf, unframedText } from "../prompt-media";
import { textOfPart } from "../prompt-tokens";

export type DemoLanguage = "en" | "ru";

export type DemoTurn = { role: "user" | "assistant"; text: string };

/** A document or a text that came with a question. */
export type DemoFile = { name: string; text: string };

/** A picture, by its own header; without a size where that could not be read. */
export type DemoPicture = {
  name: string;
  type: string | undefined;
  width: number | undefined;
  height: number | undefined;
  bytes: number;
};

export type DemoToolResult = { toolName: string; toolCallId: string; text: string };

/** A prompt as the demonstration model reads it. */
export type DemoConversation = {
  system: string;
  /** Everything before the last question. */
  earlier: DemoTurn[];
  /** The last thing that the user said. */
  question: string;
  /** Attached to the last question or, where nothing is, to the last one before it that had something. */
  files: DemoFile[];
  /** Attached to the last question. */
  pictures: DemoPicture[];
  /** Results of tools that came after the last question. */
  toolResults: DemoToolResult[];
  language: DemoLanguage;
};

export function readConversation(prompt: LanguageModelV4Prompt): DemoConversation {
  const system: string[] = [];
  const turns: (DemoTurn & Attached)[] = [];
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
      const typed = message.content.flatMap((part) =>
        part.type === "text" && fileNameOf(part) === undefined && !isNote(part) ? [part.text] : [],
      );
      if (message.role === "user") toolResults = [];
      const text = typed.join("\n").trim();
      const attached = message.role === "user" ? readAttached(message.content) : nothing;
      if (message.role === "user" || text !== "") turns.push({ role: message.role, text, ...attached });
    }
  }
  const lastUser = turns.findLastIndex((turn) => turn.role === "user");
  const question = turns[lastUser];
  return {
    system: system.join("\n"),
    earlier: turns.slice(0, Math.max(0, lastUser)).map(({ role, text }) => ({ role, text })),
    question: question?.text ?? "",
    files: turns.findLast((turn) => turn.files.length > 0)?.files ?? [],
    pictures: question?.pictures ?? [],
    toolResults,
    language: detectLanguage(turns.filter((turn) => turn.role === "user").map((turn) => turn.text)),
  };
}

type Attached = { files: DemoFile[]; pictures: DemoPicture[] };
const nothing: Attached = { files: [], pictures: [] };

function readAttached(content: Extract<LanguageModelV4Prompt[number], { role: "user" }>["content"]): Attached {
  const files: DemoFile[] = [];
  const pictures: DemoPicture[] = [];
  for (const part of content) {
    const text = textOfPart(part);
    const name = fileNameOf(part) ?? (part.type === "file" ? part.filename : undefined);
    if (part.type === "file" && part.mediaType.startsWith("image")) {
      const { type, width, height } = pictureOf(part) ?? {};
      pictures.push({ name: name ?? "image", type, width, height, bytes: bytesOf(part)?.byteLength ?? 0 });
    } else if (text !== undefined && text !== "" && (part.type === "file" || name !== undefined)) {
      files.push({ name: name ?? "file", text: unframedText(name ?? "", text) });
    }
  }
  return { files, pictures };
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
