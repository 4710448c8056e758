import { randomUUID } from "node:crypto";
import type { UploadTarget } from "~/adapters/files/files.port";
import { AppError } from "~/lib/app-error";
import type { FilePurpose } from "../file-limits";
import { quotaExceeded } from "../files.errors";
import type { StartUploadInput } from "../files.schema";
import { judgeFile } from "../judge-file";
import { incomingKey } from "./file-keys";
import { type FileScope, inFileScope, orgIdOf } from "./file-scope";
import { countPending, createPending, lockUsedBytes, readFilesRoot } from "./files.repository";

/** How long the bytes may take to arrive: until then the link lives. */
export const uploadSeconds = 900;
/** Most uploads that one person may have begun and not finished. */
const maxPending = 100;
/** For what belongs to a person and not to an organisation, in bytes. */
const personQuota = 25 * 1024 * 1024;

/**
 * Takes note of a file that is about to be sent, and says where to send it. Room for it is reserved until it arrives or
 * the link ends. Throws `file_name`, `file_type`, `file_too_large`, `file_refused` (empty), `storage_quota`.
 */
export async function startUpload(
  scope: FileScope,
  input: StartUploadInput & { purpose: FilePurpose },
): Promise<{ fileId: string; target: UploadTarget }> {
  const file = { ...judgeFile(input.purpose, input), fileId: randomUUID(), purpose: input.purpose, size: input.size };
  const orgId = input.purpose === "avatar" ? null : orgIdOf(scope);
  if (orgId === null && input.purpose !== "avatar") throw new Error(`a ${input.purpose} belongs to an organisation`);

  const key = await inFileScope(scope, async (db) => {
    const used = await lockUsedBytes(db, { orgId, userId: scope.userId, without: null });
    assertRoom(scope, { orgId, used, size: input.size });
    if ((await countPending(db, scope.userId)) >= maxPending) {
      const details = { retryAfterSeconds: uploadSeconds };
      throw new AppError("too_many_attempts", "too many uploads begun and not finished", { details });
    }
    const incoming = incomingKey(await readFilesRoot(db), file.fileId);
    await createPending(db, {
      id: file.fileId,
      orgId,
      userId: scope.userId,
      purpose: file.purpose,
      key: incoming,
      name: file.name,
      contentType: file.contentType,
      size: file.size,
      expiresAt: new Date(Date.now() + uploadSeconds * 1000),
    });
    return incoming;
  });
  const { contentType, size, fileId } = file;
  const target = await scope.ports.files.uploadTarget({ key, contentType, size, expiresInSeconds: uploadSeconds });
  return { fileId, target };
}

/** Throws `storage_quota` where the file does not fit beside what is there. */
export function assertRoom(scope: FileScope, of: { orgId: string | null; used: number; size: number }): void {
  const allowed = of.orgId === null ? personQuota : scope.backend.settings.orgQuotaBytes;
  if (of.used + of.size <= allowed) return;
  throw quotaExceeded({ limit: of.orgId === null ? "person" : "organization", used: of.used, allowed, size: of.size });
}
