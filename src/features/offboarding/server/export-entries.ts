import { createHash } from "node:crypto";
import type { FilesPort } from "~/adapters/files/files.port";
import type { ZipEntry } from "~/lib/zip-stream";
import { log } from "~/server/log";
import type { ExportManifest } from "../export-manifest";
import { exportTables, leftOut } from "../export-tables";
import { filePath } from "../file-path";
import type { ExportFile, ExportSnapshot } from "./export-snapshot";

/**
 * What an export consists of, in its order: the rows, table by table; then, with the database let go, the files' bytes;
 * and the manifest. A file whose bytes cannot be read is named there, and ends nothing.
 */
export async function* exportEntries(
  snapshot: ExportSnapshot,
  store: Pick<FilesPort, "get">,
  organization: ExportManifest["organization"],
): AsyncGenerator<ZipEntry, void> {
  const manifest: ExportManifest = {
    format: "counterpart-organization-export",
    version: 1,
    organization,
    takenAt: snapshot.at.toISOString(),
    tables: [],
    files: [],
    unreadable: [],
    leftOut,
  };
  let files: ExportFile[];
  try {
    for (const table of exportTables) {
      const path = `${table.name}.jsonl`;
      const counted = { rows: 0 };
      const summed = new Summed(linesAsBytes(snapshot.lines(table), counted));
      yield { path, content: summed, isCompressible: true };
      manifest.tables.push({ path, ...summed.sum(), rows: counted.rows });
    }
    files = await snapshot.files();
  } finally {
    await snapshot.close();
  }
  for (const file of files) {
    const path = filePath(file.id, file.name);
    const bytes = await bytesOf(store, file);
    if (bytes !== null) {
      const summed = new Summed(bytes);
      yield { path, content: summed, isCompressible: file.contentType.startsWith("text/") };
      manifest.files.push({ id: file.id, path, ...summed.sum() });
      if (summed.sum().bytes === file.size) continue;
    }
    manifest.unreadable.push({ id: file.id, name: file.name, path: bytes === null ? null : path });
  }
  yield { path: "manifest.json", content: asBytes(JSON.stringify(manifest, null, 2)), isCompressible: true };
}

/** What the manifest says of an entry, once all of it was read. */
class Summed implements AsyncIterable<Uint8Array> {
  readonly #content: AsyncIterable<Uint8Array>;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #sum: { bytes: number; sha256: string } | null = null;

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#content = content;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for await (const piece of this.#content) {
      this.#hash.update(piece);
      this.#bytes += piece.byteLength;
      yield piece;
    }
  }

  sum(): { bytes: number; sha256: string } {
    this.#sum ??= { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
    return this.#sum;
  }
}

async function* linesAsBytes(
  pages: AsyncIterable<string[]>,
  counted: { rows: number },
): AsyncGenerator<Uint8Array, void> {
  for await (const lines of pages) {
    counted.rows += lines.length;
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}

async function* asBytes(text: string): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(text);
}

/** Null where there are none. What breaks in the middle ends there: the manifest tells. */
async function bytesOf(store: Pick<FilesPort, "get">, file: ExportFile): Promise<AsyncIterable<Uint8Array> | null> {
  const unread = (err: unknown) => {
    log().warn({ fileId: file.id, err }, "a file of an export cannot be read");
    return null;
  };
  const found = await store.get(file.key).catch(unread);
  return found === null ? null : readable(found.body, unread);
}

async function* readable(
  body: ReadableStream<Uint8Array>,
  unread: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    unread(error);
  }
}
