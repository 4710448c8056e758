import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { deleteBytes, throwFailures } from "./delete-bytes";
import { type DiscardedFile, listDiscarded, removeRows } from "./swept-files.repository";

/**
 * Deletes the bytes of files that were discarded, and then their rows. Cut off at any point, it is begun again with the
 * same end: a row goes only when its bytes are gone. Throws when the others are gone and some could not go.
 * @returns how many there were.
 */
export async function deleteDiscarded(backend: Backend, fileIds: readonly string[]): Promise<number> {
  const files = await inPlatform(backend.database, (db) => listDiscarded(db, fileIds));
  throwFailures((await deleteBytesAndRows(backend, files, new Date())).failures);
  return files.length;
}

/** Of all that can go. @returns how many went, and what went wrong with the others. */
export async function deleteBytesAndRows(
  backend: Backend,
  files: readonly DiscardedFile[],
  now: Date,
): Promise<{ deleted: number; failures: unknown[] }> {
  const { done, failures } = await deleteBytes(backend.ports.files, files, now);
  const ids = done.map(({ id }) => id);
  if (ids.length > 0) await inPlatform(backend.database, (db) => removeRows(db, ids));
  return { deleted: ids.length, failures };
}
