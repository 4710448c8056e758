import type { UploadTarget } from "~/adapters/files/files.port";
import { sendFile } from "~/features/files/send-file";
import { type KnownError, readClientError } from "~/lib/client-error";
import type { ReadFile } from "../chat.schema";
import type { Upload } from "./file-drafts";
import { purposeOf } from "./file-problem";

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

/** Announces a file, sends it, has it looked at and read. What is cancelled or refused on the way is not kept. */
export function uploadAttachment(calls: UploadCalls): Upload {
  return async (file, { progress, sent, signal }) => {
    try {
      const { name: fileName, type: contentType, size } = file;
      const { fileId, target } = await calls.start({ purpose: purposeOf(file), fileName, contentType, size });
      try {
        await sendFile(target, file, { onProgress: progress, signal });
        sent();
        await calls.finish(fileId);
        const [read] = await calls.read(fileId);
        if (read !== undefined && "attachment" in read) return read.attachment;
        throw read?.error ?? { code: "not_found" };
      } catch (error) {
        calls.remove(fileId).catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw readClientError(error) satisfies KnownError;
    }
  };
}
