import { AppError, notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { heavyWork } from "~/server/heavy-work";
import { type Attachment, bytesOfFile, maxSentBytes, notTaken, type Reader } from "../attachments";
import { type FoundFile, findFiles, saveContent } from "./attachments.repository";
import { fileBytes } from "./file-bytes";
import { readContent } from "./read-content";

/**
 * What is to be known of uploaded files before they are sent: documents and texts are read, once.
 * Somebody else's file answers as a missing one. Throws AppError attachment_unreadable, busy.
 */
export async function loadAttachments(scope: OrgScope, fileIds: readonly string[]): Promise<Attachment[]> {
  const found = await find(scope, fileIds);
  const unread = found.filter((file) => !file.isRead);
  for (const file of unread) await read(scope, file);
  const known = unread.length === 0 ? found : await find(scope, fileIds);
  return known.map(({ isRead: _isRead, ...file }) => file);
}

/** Refuses what this model cannot be sent with a question: of each kind the reason, and of a kind that it does not read the files. */
export function assertTaken(model: Reader, files: readonly Attachment[]): void {
  const wrong = notTaken(model, files);
  if (wrong.length > 0) {
    throw new AppError("attachment_not_taken", "the model does not read a file of the message", {
      details: { modelId: model.id, files: wrong.map(({ id, kind, name }) => ({ id, kind, name })) },
    });
  }
  const bytes = files.reduce((sum, file) => sum + bytesOfFile(model, file), 0);
  if (bytes > maxSentBytes) {
    throw new AppError("attachments_too_large", "the files are together too large for a request", {
      details: { bytes, allowedBytes: maxSentBytes },
    });
  }
}

async function read(scope: OrgScope, { id, kind }: FoundFile): Promise<void> {
  if (kind !== "pdf" && kind !== "text") return;
  const before = unreadable.get(id);
  if (before !== undefined) throw before;
  try {
    // Its bytes are fetched when its turn has come, so that those who wait hold nothing.
    const content = await heavyWork.run(scope.userId, async () => readContent(kind, await fileBytes(scope, id)));
    await scope.inOrg((db) => saveContent({ ...scope, db }, id, content));
  } catch (error) {
    if (error instanceof AppError && isFinal(error)) remember(id, error);
    throw error;
  }
}

/** What took too much may do so for its neighbours: it is looked at again when somebody asks. */
function isFinal({ code, details }: AppError): boolean {
  return code === "attachment_unreadable" && details.reason !== "too_complex";
}

/** Files that could not be read, which may have taken seconds: asking again and again costs nothing more. */
const unreadable = new Map<string, AppError>();
const mostRemembered = 1_000;

function remember(fileId: string, error: AppError): void {
  for (const oldest of unreadable.keys()) {
    if (unreadable.size < mostRemembered) break;
    unreadable.delete(oldest);
  }
  unreadable.set(fileId, error);
}

async function find(scope: OrgScope, fileIds: readonly string[]): Promise<FoundFile[]> {
  const found = await scope.inOrg((db) => findFiles({ ...scope, db }, fileIds));
  if (found.length !== fileIds.length) throw notFound("file");
  return found;
}
