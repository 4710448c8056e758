import { mediaTokens } from "~/adapters/models/media-tokens";
import type { ModelInput } from "~/features/ledger/catalogue";

/** What a file is to a conversation. Audio is kept and played, and goes to no model until it can be transcribed. */
export const attachmentKinds = ["image", "pdf", "text", "audio"] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** A file of a message, as it was when the message was sent. */
export type Attachment = {
  /** Of the stored file. */
  id: string;
  kind: AttachmentKind;
  name: string;
  contentType: string;
  /** In bytes. */
  size: number;
  /** Of pictures, in pixels. */
  width: number | null;
  height: number | null;
  /** Of documents. */
  pages: number | null;
  /** Tokens of the text of a document or a text, by the o200k table; 0 for a document that is pictures alone. */
  textTokens: number | null;
};

/** Most files of one message. */
export const maxAttachments = 10;
/** Most files that one request to a provider carries, those of earlier messages included. */
export const maxSentFiles = 20;
/** Most bytes of pictures and documents in one request: every provider takes so much, encoded. */
export const maxSentBytes = 20 * 1024 * 1024;

/** What the tokens of a file are asked for: which model, and what it reads. */
export type Reader = { id: string; takes: readonly ModelInput[] };

/**
 * Input tokens of a file. text: as they are counted here; vendors may cut finer. media: the vendor's own, at most.
 */
export type FileTokens = { text: number; media: number };

export function kindOf(contentType: string): AttachmentKind | null {
  if (contentType.startsWith("image/")) return "image";
  if (contentType === "application/pdf") return "pdf";
  if (contentType.startsWith("audio/")) return "audio";
  return contentType.startsWith("text/") ? "text" : null;
}

/** How the model is given a file: its bytes, its text, or (null) not at all. */
export function wayOf(model: Reader, file: Attachment): "bytes" | "text" | null {
  switch (file.kind) {
    case "image":
      return model.takes.includes("image") ? "bytes" : null;
    case "pdf":
      if (model.takes.includes("pdf")) return "bytes";
      return model.takes.includes("pdf_text") && (file.textTokens ?? 0) > 0 ? "text" : null;
    case "text":
      return "text";
    case "audio":
      return null;
  }
}

/** The files that stand in the way of a message to this model. Audio does not: it is known to go nowhere. */
export function notTaken<File extends Attachment>(model: Reader, files: readonly File[]): File[] {
  return files.filter((file) => file.kind !== "audio" && wayOf(model, file) === null);
}

export function tokensOfFile(model: Reader, file: Attachment): FileTokens {
  const frame = frameTokens(file.name);
  const text = file.textTokens ?? 0;
  if (wayOf(model, file) === "text") return { text: frame + text, media: 0 };
  if (wayOf(model, file) === null) return { text: frame, media: 0 };
  const medium =
    file.kind === "image"
      ? ({ kind: "image", width: file.width ?? 4_096, height: file.height ?? 4_096 } as const)
      : ({ kind: "pdf", pages: file.pages ?? 1, textTokens: text } as const);
  return { text: frame, media: mediaTokens(model.id, medium).most };
}

/** Bytes that a request carries for it. */
export function bytesOfFile(model: Reader, file: Attachment): number {
  return wayOf(model, file) === "bytes" ? file.size : 0;
}

/** The words around the text of a file, or in place of one that is not sent, with its name. */
function frameTokens(name: string): number {
  return 30 + 2 * name.length;
}
