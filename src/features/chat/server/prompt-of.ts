import type { FilePart, ModelMessage, TextPart } from "ai";
import { openaiImageDetail } from "~/adapters/models/media-tokens";
import { documentHint, fileHint, framedText, noteHint } from "~/adapters/models/prompt-media";
import { AppError, notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { type Attachment, type Reader, wayOf } from "../attachments";
import type { HistoryMessage } from "../fit-history";
import { readTexts } from "./attachments.repository";
import { fileBytes } from "./file-bytes";
import { slimPicture } from "./slim-picture";

/**
 * The branch as a model is given it: files before the words that are about them, as providers advise, and in place
 * of a file that is not sent its name. Where there are no files nothing is read.
 * @returns the messages, and how many files of earlier ones are no longer there. One of the question itself that is
 * gone is `not_found`.
 */
export async function promptOf(
  scope: OrgScope,
  model: Reader,
  messages: readonly HistoryMessage[],
): Promise<{ messages: ModelMessage[]; goneFiles: number }> {
  const texts = await textsOf(scope, model, messages);
  let goneFiles = 0;
  const prompt = messages.map(async (message, index): Promise<ModelMessage> => {
    const { role, text, attachments = [], sent = [] } = message;
    if (role === "assistant" || attachments.length === 0) return { role, content: text };
    const isQuestion = index === messages.length - 1;
    const parts = attachments.map(async (file) => {
      if (!sent.includes(file)) return placeholderOf(file);
      const part = await partOf(scope, model, file, texts).catch((error: unknown) => {
        if (isQuestion || !isGone(error)) throw error;
      });
      if (part !== undefined) return part;
      goneFiles += 1;
      return placeholderOf(file);
    });
    const content = await Promise.all(parts);
    return { role, content: text.trim() === "" ? content : [...content, { type: "text", text }] };
  });
  return { messages: await Promise.all(prompt), goneFiles };
}

async function textsOf(
  scope: OrgScope,
  model: Reader,
  messages: readonly HistoryMessage[],
): Promise<ReadonlyMap<string, string>> {
  const ids = messages.flatMap(({ sent = [] }) =>
    sent.filter((file) => wayOf(model, file) === "text").map(({ id }) => id),
  );
  return ids.length === 0 ? new Map() : scope.inOrg((db) => readTexts({ ...scope, db }, ids));
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && error.code === "not_found";
}

async function partOf(
  scope: OrgScope,
  model: Reader,
  file: Attachment,
  texts: ReadonlyMap<string, string>,
): Promise<FilePart | TextPart> {
  if (wayOf(model, file) === "text") {
    const text = texts.get(file.id);
    if (text === undefined) throw notFound("file");
    return { type: "text", text: framedText(file.name, text), providerOptions: fileHint(file.name) };
  }
  const bytes = await fileBytes(scope, file.id);
  const filename = file.name;
  if (file.kind === "pdf") {
    const providerOptions = documentHint(file.pages ?? 1, file.textTokens ?? 0);
    return { type: "file", data: bytes, mediaType: file.contentType, filename, providerOptions };
  }
  const picture = await slimPicture(bytes, file.contentType);
  return { type: "file", ...picture, filename, providerOptions: { openai: { imageDetail: openaiImageDetail } } };
}

function placeholderOf({ kind, name }: Attachment): TextPart {
  const text =
    kind === "audio"
      ? `[A recording, "${name}", is attached here. It cannot be listened to.]`
      : `[A file, "${name}", is attached here. It is not sent with this request.]`;
  return { type: "text", text, providerOptions: noteHint() };
}
