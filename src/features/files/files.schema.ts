import { z } from "zod";
import type { FilePurpose } from "./file-limits";

/** What a browser says of a file before it sends it. Names, types and sizes are judged by the service, which says why. */
export const StartUploadInput = z.object({
  fileName: z.string().max(1000),
  contentType: z.string().trim().toLowerCase().max(100),
  /** In bytes. */
  size: z.int().min(0),
});
export type StartUploadInput = z.infer<typeof StartUploadInput>;

export const FileIdInput = z.object({ fileId: z.uuid() });
export type FileIdInput = z.infer<typeof FileIdInput>;

/** Uploads within a conversation. */
export const StartAttachmentInput = StartUploadInput.extend({ purpose: z.enum(["chat_attachment", "audio"]) });
export type StartAttachmentInput = z.infer<typeof StartAttachmentInput>;

/** `pending`: bytes are awaited. `ready`: checked, and there. `refused`: looked at, and turned down. */
export type FileState = "pending" | "ready" | "refused";

/** What others may know of a file: safe to hand to the browser. */
export type FileView = {
  id: string;
  purpose: FilePurpose;
  name: string;
  contentType: string;
  /** In bytes. */
  size: number;
  /** Of images, in pixels. */
  width?: number;
  height?: number;
  /** Of PDF. */
  pages?: number;
  state: FileState;
};
