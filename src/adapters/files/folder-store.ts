import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, link, mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { streamOf } from "~/lib/stream-of";
import { diskError } from "./disk-error";
import { boundedChunks } from "./exact-size";
import { assertFileKey } from "./file-key";
import type { StoredObject } from "./files.port";

const pageSize = 1000;
const leftoverAgeMs = 86_400_000;
const sharedLevels = 2;
const mostAttempts = 20;

/** Files below one folder. What appears under a key is whole: it is written beside, made durable, and moved there. */
export class FolderStore {
  readonly #root: string;
  readonly #openTemp: (path: string) => Promise<FileHandle>;

  /** @param openTemp opens the file that bytes are first written to; tests give one that runs full. */
  constructor(root: string, openTemp = (path: string) => open(path, "wx", 0o600)) {
    this.#root = root;
    this.#openTemp = openTemp;
  }

  /** @param options.replace false: throws `link_used` where something is there already. */
  async write(
    key: string,
    body: ReadableStream<Uint8Array>,
    options: { max: number; exact?: number | undefined; replace: boolean; beforeMove?: () => Promise<void> },
    signal?: AbortSignal,
  ): Promise<void> {
    const target = this.#path(key);
    const temp = below(this.#root, ".tmp", randomUUID());
    try {
      await mkdir(dirname(temp), { recursive: true, mode: 0o700 });
      await writeAll(await this.#openTemp(temp), boundedChunks(body, options), signal);
      await options.beforeMove?.();
      await place(temp, target, options.replace);
      await syncFolder(dirname(target));
    } catch (error) {
      throw diskError(error);
    } finally {
      // Gone already where it was moved.
      await rm(temp, { force: true });
    }
  }

  async read(key: string): Promise<{ body: ReadableStream<Uint8Array>; size: number } | null> {
    const path = this.#path(key);
    const found = await stat(path).catch(absent);
    if (found === null) return null;
    return { body: streamOf(chunksOf(path)), size: found.size };
  }

  async remove(key: string): Promise<void> {
    const path = this.#path(key);
    await unlink(path).catch(absent);
    // A folder of its own goes too when it is empty. The few that all files share stay: another may be on its way there.
    const folder = dirname(path);
    if (relative(this.#root, folder).split(sep).length > sharedLevels) await rmdir(folder).catch(() => undefined);
  }

  /** In the order of the keys, a page at a time. */
  async list(prefix: string, cursor: string | undefined): Promise<{ keys: StoredObject[]; next: string | null }> {
    const keys: StoredObject[] = [];
    for await (const path of this.#walk(this.#root, prefix, cursor ?? "")) {
      const last = keys.at(-1);
      if (keys.length === pageSize && last) return { keys, next: last.key };
      const found = await stat(path).catch(absent);
      if (found !== null) keys.push({ key: this.#keyOf(path), size: found.size, modifiedAt: found.mtime });
    }
    return { keys, next: null };
  }

  /** Remembers something for good. False where it was known. */
  async note(kind: string, name: string): Promise<boolean> {
    const path = below(this.#root, `.${kind}`, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const created = await open(path, "wx", 0o600).catch((error: unknown) =>
      codeOf(error) === "EEXIST" ? null : raise(error),
    );
    await created?.close();
    return created !== null;
  }

  async isNoted(kind: string, name: string): Promise<boolean> {
    return (await stat(below(this.#root, `.${kind}`, name)).catch(absent)) !== null;
  }

  /** Removes what killed processes left half-written, and notes that nobody can need any more. */
  async tidy(): Promise<void> {
    for (const kind of [".tmp", ".used"]) {
      const folder = below(this.#root, kind);
      for (const name of await readdir(folder).catch(() => [])) {
        const found = await stat(below(folder, name)).catch(absent);
        if (found !== null && Date.now() - found.mtimeMs > leftoverAgeMs)
          await rm(below(folder, name), { force: true });
      }
    }
  }

  async *#walk(folder: string, prefix: string, after: string): AsyncGenerator<string> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
      codeOf(error) === "ENOENT" ? [] : raise(error),
    );
    const named = entries
      .filter((entry) => !entry.name.startsWith("."))
      .map((entry) => ({ path: below(folder, entry.name), isFolder: entry.isDirectory() }))
      .map((entry) => ({ ...entry, key: this.#keyOf(entry.path) + (entry.isFolder ? "/" : "") }))
      // As keys sort: "a-b" comes before "a/b".
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { path, isFolder, key } of named) {
      const mayMatch = isFolder ? key.startsWith(prefix) || prefix.startsWith(key) : key.startsWith(prefix);
      if (!mayMatch) continue;
      if (isFolder && (key > after || after.startsWith(key))) yield* this.#walk(path, prefix, after);
      else if (!isFolder && key > after) yield path;
    }
  }

  #path(key: string): string {
    assertFileKey(key);
    return below(this.#root, ...key.split("/"));
  }

  #keyOf(path: string): string {
    return relative(this.#root, path).split(sep).join("/");
  }
}

/** Opened with the first read: a body that nobody reads holds nothing open. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: 256 * 1024 });
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      for (let written = 0; written < chunk.byteLength; ) {
        written += (await file.write(chunk, written)).bytesWritten;
      }
    }
    signal?.throwIfAborted();
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Moves a file into its folder, made again where another one's going has just taken it away as empty. */
async function place(temp: string, target: string, replace: boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      return replace ? await rename(temp, target) : await link(temp, target);
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || attempt === mostAttempts) throw error;
    }
  }
}

/** A moved file survives a power cut only when its folder is on the disk as well. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

function absent(error: unknown): null {
  const code = codeOf(error);
  return code === "ENOENT" || code === "ENOTDIR" ? null : raise(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function raise(error: unknown): never {
  throw error;
}

/** Node's `join` would do, but the bundler takes that for a path within the project and follows all of them. */
function below(...parts: readonly string[]): string {
  return parts.join(sep);
}
