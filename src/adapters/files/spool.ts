import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskError } from "./disk-error";
import { boundedChunks } from "./exact-size";

const prefix = "counterpart-spool-";

/** A stream on disk for as long as it is worked with. */
export type Spooled = { path: string; size: number; sha256: string };

/** Where the disk is, and how a file on it is opened; tests give others. */
type Place = { folder?: string; openFile?: (path: string) => Promise<FileHandle> };

/**
 * Writes a stream to a temporary file, so that it can be read more than once without being held in memory, and
 * removes it when `work` is done. Throws `file_too_large` past `max`, `upload_cut` where it ends early.
 */
export async function spooled<T>(
  body: ReadableStream<Uint8Array>,
  options: { max?: number; exact?: number | undefined; signal?: AbortSignal | undefined } & Place,
  work: (file: Spooled) => Promise<T>,
): Promise<T> {
  const path = join(options.folder ?? tmpdir(), prefix + randomUUID());
  const openFile = options.openFile ?? ((at: string) => open(at, "wx", 0o600));
  try {
    const hash = createHash("sha256");
    let size = 0;
    const file = await openFile(path);
    try {
      const bounds = { max: options.max ?? Number.MAX_SAFE_INTEGER, exact: options.exact };
      for await (const chunk of boundedChunks(body, bounds)) {
        options.signal?.throwIfAborted();
        hash.update(chunk);
        for (let written = 0; written < chunk.byteLength; ) written += (await file.write(chunk, written)).bytesWritten;
        size += chunk.byteLength;
      }
    } finally {
      await file.close();
    }
    return await work({ path, size, sha256: hash.digest("hex") });
  } catch (error) {
    throw diskError(error);
  } finally {
    await rm(path, { force: true });
  }
}

/** Removes what killed processes left behind. */
export async function tidySpool(olderThanMs: number, folder = tmpdir()): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > olderThanMs) await rm(path, { force: true });
  }
}
