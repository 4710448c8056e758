import type { LanguageModelV4FilePart } from "@ai-sdk/provider";
import type { Medium } from "./media-tokens";
import { readPictureSize } from "./picture-size";

/**
 * The name under which parts of a prompt carry what only we read: providers look at their own names alone.
 * A document says its pages and the tokens of its text; a text part that is a file says the file's name, and one that
 * stands in place of a file says that nobody typed it.
 */
const ours = "counterpart";

export function documentHint(pages: number, textTokens: number) {
  return { [ours]: { pages, textTokens } };
}

export function fileHint(fileName: string) {
  return { [ours]: { fileName } };
}

export function noteHint() {
  return { [ours]: { note: true } };
}

/** True for words that stand in place of a file. */
export function isNote(part: { providerOptions?: Record<string, Record<string, unknown>> }): boolean {
  return part.providerOptions?.[ours]?.note === true;
}

/** A text that is a file, as a model is told of it: with its name, and where it ends. */
export function framedText(fileName: string, text: string): string {
  return `File "${fileName}":\n\n${text}${frameEnd}`;
}

/** What is inside the frame; the text itself where there is none. */
export function unframedText(fileName: string, text: string): string {
  const begin = framedText(fileName, "").slice(0, -frameEnd.length);
  return text.startsWith(begin) && text.endsWith(frameEnd) ? text.slice(begin.length, -frameEnd.length) : text;
}

const frameEnd = "\n\n[End of the file]";

/** The name of the file that a text part is; undefined for what a person typed. */
export function fileNameOf(part: { providerOptions?: Record<string, Record<string, unknown>> }): string | undefined {
  const name = part.providerOptions?.[ours]?.fileName;
  return typeof name === "string" ? name : undefined;
}

/** What a binary part is, for counting. A picture's size is read from the picture itself. */
export function mediumOf(part: LanguageModelV4FilePart): Medium {
  if (part.mediaType.split("/")[0] === "image") {
    const { width, height } = pictureOf(part) ?? { width: 2_048, height: 2_048 };
    return { kind: "image", width, height };
  }
  const { pages, textTokens } = part.providerOptions?.[ours] ?? {};
  if (typeof pages === "number" && typeof textTokens === "number") return { kind: "pdf", pages, textTokens };
  // Nobody says: no document has more tokens than a third of its bytes.
  const bytes = bytesOf(part);
  return { kind: "pdf", pages: 1, textTokens: Math.ceil((bytes?.byteLength ?? 0) / 3) };
}

export function pictureOf(part: LanguageModelV4FilePart) {
  const bytes = bytesOf(part);
  return bytes === undefined ? undefined : readPictureSize(bytes);
}

/** The bytes of a part that carries them; those of text in base64 are decoded. */
export function bytesOf({ data }: LanguageModelV4FilePart): Uint8Array | undefined {
  if (data.type !== "data") return undefined;
  return typeof data.data === "string" ? Buffer.from(data.data, "base64") : data.data;
}
