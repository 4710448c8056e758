import type { UploadTarget } from "~/adapters/files/files.port";
import { announcedType } from "~/features/files/content-type";
import { type KnownError, readClientError } from "~/lib/client-error";
import type { ReadFile } from "../chat.schema";
import type { Upload } from "./file-drafts";
import { sendBytes } from "./send-bytes";

/** What the server does of an upload. */
export type UploadCalls = {
  start: (file: {
    purpose: "chat_attachment" | "audio";
    fileName: string;
    contentType: string;
    size: number;
  }) => Promise<{ fileId: string; target: UploadTarget }>;
  finish: (fileId: string) => Promise<unknown>;
  read: (fileId: string) => Promise<ReadFile[]>;
  remove: (fileId: string) => Promise<unknown>;
};

/** Announces a file, sends it, has it looked at and read. What is cancelled on the way is not kept. */
export function uploadAttachment(calls: UploadCalls): Upload {
  return async (file, on) => {
    const contentType = announcedType(file.type, file.name);
    try {
      const { fileId, target } = await calls.start({
        purpose: contentType.startsWith("audio/") ? "audio" : "chat_attachment",
        fileName: file.name,
        contentType,
        size: file.size,
      });
      try {
        await sendBytes(target, file, on);
        on.sent();
        await calls.finish(fileId);
        const [read] = await calls.read(fileId);
        if (read !== undefined && "attachment" in read) return read.attachment;
        throw { code: "not_found", details: {}, requestId: null, fields: {}, ...read?.error } satisfies KnownError;
      } catch (error) {
        calls.remove(fileId).catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw isKnown(error) ? error : readClientError(error);
    }
  };
}

function isKnown(error: unknown): error is KnownError {
  return typeof error === "object" && error !== null && "requestId" in error && "fields" in error && "code" in error;
}
