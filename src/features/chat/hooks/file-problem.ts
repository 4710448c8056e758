import { announcedType } from "~/features/files/content-type";
import { type FilePurpose, typesOf } from "~/features/files/file-limits";
import { judgeFile } from "~/features/files/judge-file";
import { type KnownError, readClientError } from "~/lib/client-error";

/** What browsers are asked to offer; endings beside types, because not every system knows Markdown. */
export const acceptedFiles = [...typesOf("chat_attachment"), ...typesOf("audio"), ".md", ".markdown", ".txt"].join(",");

type Announced = { name: string; type: string; size: number };

/** Recordings are kept apart: their limits are others. */
export function purposeOf({ name, type }: Announced): Extract<FilePurpose, "chat_attachment" | "audio"> {
  return announcedType(type, name).startsWith("audio/") ? "audio" : "chat_attachment";
}

/** Why a file cannot be attached, as the server would say it, before a byte is sent; null when nothing speaks against it. */
export function fileProblem(file: Announced): KnownError | null {
  try {
    judgeFile(purposeOf(file), { fileName: file.name, contentType: file.type, size: file.size });
    return null;
  } catch (error) {
    return readClientError(error);
  }
}
