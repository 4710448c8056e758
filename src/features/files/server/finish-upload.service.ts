import { openAsBlob } from "node:fs";
import { spooled } from "~/adapters/files/spool";
import { AppError, notFound } from "~/lib/app-error";
import { uploadCeiling } from "../file-limits";
import { refused } from "../files.errors";
import type { FileView } from "../files.schema";
import { newKeptKey } from "./file-keys";
import { type FileScope, inFileScope } from "./file-scope";
import { fileView, purposeOf } from "./file-view";
import { type FileRow, findFile, lockUsedBytes, markReady, markRefused } from "./files.repository";
import { type Inspected, inspectFile } from "./inspect/inspect-file";
import { assertRoom } from "./start-upload.service";

/**
 * Looks at what was sent, and takes it in: sniffed, checked, images made anew. Asking again is harmless. Throws
 * `upload_missing` before the bytes are there, `file_refused` with the reason, `file_too_large`, `storage_quota`; `busy` when it has
 * to be asked again later.
 */
export async function finishUpload(scope: FileScope, fileId: string): Promise<FileView> {
  const row = await inFileScope(scope, (db) => findFile(db, fileId));
  // Only who began an upload finishes it.
  if (row === null || row.userId !== scope.userId) throw notFound("file");
  if (row.state === "ready") return fileView(row);
  if (row.state === "refused") throw refusedBefore(row);
  const { files } = scope.ports;
  try {
    const incoming = await files.get(row.key);
    if (incoming === null) throw new AppError("upload_missing", "the bytes have not arrived");
    // The link allowed so many and no more; a vendor that let more through is not believed.
    const view = await spooled(incoming.body, { max: uploadCeiling }, async (file) => {
      if (file.size !== Number(row.size))
        throw refused("not_as_announced", { size: file.size, announced: Number(row.size) });
      const { contentType, name, userId } = row;
      const kept = await inspectFile(file, { purpose: purposeOf(row), contentType, name, userId });
      return keep(scope, row, kept);
    });
    await files.spend(row.key).catch(leaveToSweep);
    return view;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (isFinal(error)) {
      const refusal = JSON.stringify({ code: error.code, ...error.details });
      if (await inFileScope(scope, (db) => markRefused(db, fileId, refusal))) {
        await files.spend(row.key).catch(leaveToSweep);
        throw error;
      }
    }
    // Somebody else may have taken the bytes in, and away, while this one looked for them.
    const now = await inFileScope(scope, (db) => findFile(db, fileId));
    if (now?.state === "ready") return fileView(now);
    throw error;
  }
}

/** Stores the checked bytes under a key that no link was ever made for, and then says so. */
async function keep(scope: FileScope, row: FileRow, file: Inspected): Promise<FileView> {
  const { files } = scope.ports;
  const key = newKeptKey(row);
  const { contentType, name, sha256, size } = file;
  const body = "bytes" in file.content ? file.content.bytes : (await openAsBlob(file.content.path)).stream();
  await files.put(key, body, { contentType, size, fileName: name });
  const { width = null, height = null, pages = null } = file;
  try {
    const isOurs = await inFileScope(scope, async (db) => {
      const used = await lockUsedBytes(db, { orgId: row.orgId, userId: row.userId, without: row.id });
      assertRoom(scope, { orgId: row.orgId, used, size });
      return markReady(db, row.id, { key, name, contentType, size, sha256, width, height, pages });
    });
    if (!isOurs) await files.delete([key]).catch(leaveToSweep);
  } catch (error) {
    await files.delete([key]).catch(leaveToSweep);
    throw error;
  }
  const finished = await inFileScope(scope, (db) => findFile(db, row.id));
  if (finished?.state !== "ready") throw notFound("file");
  return fileView(finished);
}

/** What would be found again at every further look. */
function isFinal(error: AppError): boolean {
  return ["file_refused", "file_type", "file_too_large", "storage_quota"].includes(error.code);
}

function refusedBefore(row: FileRow): AppError {
  const { code, ...details } = { code: "", ...Object(JSON.parse(row.refusal ?? "{}")) };
  const known = (["file_type", "file_too_large", "storage_quota"] as const).find((name) => name === code);
  return new AppError(known ?? "file_refused", "refused before", { details });
}

/** Bytes that could not be deleted just now have no row, or one that is not ready: the sweep finds them. */
function leaveToSweep(): void {}
