import { countTokensInSlices } from "~/adapters/models/tokenizer";
import type { AttachmentKind } from "../attachments";
import { readDocument } from "./read-document";

/** What a document or a text comes to. */
export type FileContent = { text: string; tokens: number; pages: number | null };

/** Reads what a model can be told of a file in words; texts were seen to be UTF-8 when they came. Throws AppError attachment_unreadable. */
export async function readContent(
  kind: Extract<AttachmentKind, "pdf" | "text">,
  bytes: Uint8Array,
): Promise<FileContent> {
  const { pages, text } =
    kind === "pdf" ? await readDocument(bytes) : { pages: null, text: new TextDecoder().decode(bytes) };
  const clean = storable(text);
  return { pages, text: clean, tokens: await countTokensInSlices(clean) };
}

/** Without what a database or a provider would refuse: control characters and halves of characters. */
function storable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\P{Cc}\t\n]/gu, "");
}
