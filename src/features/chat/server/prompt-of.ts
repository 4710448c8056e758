import type { FilePart, ModelMessage, TextPart } from "ai";
import { openaiImageDetail } from "~/adapters/models/media-tokens";
import { documentHint, fileHint } from "~/adapters/models/prompt-media";
import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { type Attachment, type Reader, wayOf } from "../attachments";
import type { HistoryMessage } from "../fit-history";
import { readTexts } from "./attachments.repository";
import { fileBytes } from "./file-bytes";
import { slimPicture } from "./slim-picture";

/**
 * The branch as a model is given it: files before the words that are about them, as providers advise, and in place
 * of a file that is not sent its name. Where there are no files nothing is read.
 */
export async function promptOf(
  scope: OrgScope,
  model: Reader,
  messages: readonly HistoryMessage[],
): Promise<ModelMessage[]> {
  const asText = messages.flatMap(({ sent = [] }) => sent.filter((file) => wayOf(model, file) === "text"));
  const texts =
    asText.length === 0
      ? new Map<string, string>()
      : await scope.inOrg((db) =>
          readTexts(
            { ...scope, db },
            asText.map(({ id }) => id),
          ),
        );
  return Promise.all(
    messages.map(async ({ role, text, attachments = [], sent = [] }): Promise<ModelMessage> => {
      if (role === "assistant" || attachments.length === 0) return { role, content: text };
      const parts = attachments.map((file) =>
        sent.includes(file) ? partOf(scope, model, file, texts) : placeholderOf(file),
      );
      const content = await Promise.all(parts);
      return { role, content: text.trim() === "" ? content : [...content, { type: "text", text }] };
    }),
  );
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
    return {
      type: "text",
      text: `File "${file.name}":\n\n${text}\n\n[End of the file]`,
      providerOptions: fileHint(file.name),
    };
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
  return { type: "text", text };
}
