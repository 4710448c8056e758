import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { incomingKey } from "./file-keys";
import { type DiscardedFile, listDiscarded, removeRows } from "./swept-files.repository";

/**
 * Deletes the bytes of files that were discarded, and then their rows. Cut off at any point, it is begun again with the
 * same end: a row goes only when its bytes are gone.
 * @returns how many there were.
 */
export async function deleteDiscarded(backend: Backend, fileIds: readonly string[]): Promise<number> {
  const files = await inPlatform(backend.database, (db) => listDiscarded(db, fileIds));
  await deleteBytesAndRows(backend, files);
  return files.length;
}

export async function deleteBytesAndRows(backend: Backend, files: readonly DiscardedFile[]): Promise<void> {
  if (files.length === 0) return;
  await backend.ports.files.delete(files.flatMap(({ id, key }) => [...new Set([key, incomingKey(id)])]));
  await inPlatform(backend.database, (db) =>
    removeRows(
      db,
      files.map(({ id }) => id),
    ),
  );
}
