import { fileTypeFromFile } from "file-type";
import type { Spooled } from "~/adapters/files/spool";
import { heavyWork } from "~/server/heavy-work";
import { endingOf, plainType } from "../../content-type";
import { type FilePurpose, imageTypes, maxBytesOf, textTypes, typesOf } from "../../file-limits";
import { nameWithEnding } from "../../file-name";
import { badType, fileTooLarge, refused } from "../../files.errors";
import { countPages } from "./count-pages";
import { isDrawing } from "./is-drawing";
import { isPlainText } from "./is-plain-text";
import { type RemadeImage, remakeImage } from "./remake-image";

/** What is kept of a file: its true type, and either what was sent or what was made of it. */
export type Inspected = {
  contentType: string;
  name: string;
  size: number;
  sha256: string;
  width?: number;
  height?: number;
  pages?: number;
  content: { path: string } | { bytes: Uint8Array };
};

/**
 * Finds out what a file is by its bytes, whatever it was called. Throws `file_type`, `file_too_large` (of the true type)
 * or `file_refused` with the reason; `busy` when too many are looked at already.
 * @param said.userId whose turn it takes where looking is work.
 */
export async function inspectFile(
  file: Spooled,
  said: { purpose: FilePurpose; contentType: string; name: string; userId: string },
): Promise<Inspected> {
  const contentType = await trueType(file, said);
  const allowed = maxBytesOf(said.purpose, contentType);
  if (allowed === null) throw badType(contentType, typesOf(said.purpose));
  if (file.size > allowed) throw fileTooLarge(file.size, allowed);
  const asSent = {
    contentType,
    name: named(said.name, contentType),
    size: file.size,
    sha256: file.sha256,
    content: { path: file.path },
  };
  if (isOneOf(imageTypes, contentType)) {
    const options = { purpose: said.purpose, maxBytes: allowed };
    return remade(await heavyWork.run(said.userId, () => remakeImage(file.path, options)), said.name);
  }
  if (contentType === "application/pdf") {
    return { ...asSent, pages: await heavyWork.run(said.userId, () => countPages(file.path)) };
  }
  return asSent;
}

async function trueType(file: Spooled, said: { contentType: string }): Promise<string> {
  const isText = isOneOf(textTypes, said.contentType);
  // A text may begin as other kinds of files do; bytes that are no text can not be one.
  if (isText && (await isPlainText(file.path))) {
    if (await isDrawing(file.path)) return "image/svg+xml";
    return said.contentType;
  }
  const sniffed = await fileTypeFromFile(file.path);
  if (sniffed === undefined) throw refused(isText ? "not_text" : "unknown_content", { contentType: said.contentType });
  const type = plainType(sniffed.mime);
  // A container for sound and for pictures: what was called a sound is kept as one, and nothing else.
  if (type === "video/mp4" && said.contentType === "audio/mp4") return "audio/mp4";
  return type;
}

function remade(image: RemadeImage, name: string): Inspected {
  const { contentType, width, height, sha256, bytes } = image;
  return {
    contentType,
    name: named(name, contentType),
    size: bytes.byteLength,
    sha256,
    width,
    height,
    content: { bytes },
  };
}

/** Two endings are right for some texts: those keep their own. */
function named(name: string, contentType: string): string {
  const ending = endingOf(contentType);
  return ending === null || contentType.startsWith("text/") || contentType.startsWith("audio/")
    ? name
    : nameWithEnding(name, ending);
}

function isOneOf(types: readonly string[], type: string): boolean {
  return types.includes(type);
}
