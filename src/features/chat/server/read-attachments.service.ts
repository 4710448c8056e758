import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import type { ReadAttachmentsInput, ReadFile } from "../chat.schema";
import { loadAttachments } from "./load-attachments.service";

/**
 * What a composer has to know of uploaded files before they are sent: pages, tokens, or why one cannot be sent. One
 * that is missing, or somebody else's, says so and keeps the others.
 */
export async function readAttachments(scope: OrgScope, { fileIds }: ReadAttachmentsInput): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  for (const id of fileIds) {
    try {
      const [attachment] = await loadAttachments(scope, [id]);
      if (attachment !== undefined) files.push({ id, attachment });
    } catch (error) {
      if (!(error instanceof AppError) || (error.code !== "not_found" && error.code !== "attachment_unreadable"))
        throw error;
      files.push({ id, error: { code: error.code, details: error.details } });
    }
  }
  return files;
}
