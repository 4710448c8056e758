import { notFound } from "~/lib/app-error";
import type { FileView } from "../files.schema";
import { type FileScope, inFileScope } from "./file-scope";
import { fileView } from "./file-view";
import { type FileRow, findFile } from "./files.repository";

export type OpenedFile = FileView & {
  body: ReadableStream<Uint8Array>;
  /** Reads all of it into memory: once, instead of `body`. */
  bytes(): Promise<Uint8Array>;
  /** Of text and Markdown, which were checked to be UTF-8 when they came. Once, instead of `body`. */
  text(): Promise<string>;
};

/** The bytes of a file that this person may see. Foreign, missing and unfinished ones are `not_found` alike. */
export async function openFile(scope: FileScope, fileId: string): Promise<OpenedFile> {
  return openFound(scope, await findReadyFile(scope, fileId));
}

/** What is known of such a file, its bytes untouched. Throws `not_found` for the same. */
export async function findReadyFile(scope: FileScope, fileId: string): Promise<FileRow> {
  const row = await inFileScope(scope, (db) => findFile(db, fileId));
  if (row?.state !== "ready") throw notFound("file");
  return row;
}

/** The bytes of a file that was found just now. */
export async function openFound(scope: FileScope, row: FileRow): Promise<OpenedFile> {
  const found = await scope.ports.files.get(row.key);
  if (found === null) throw notFound("file");
  const { body } = found;
  return {
    ...fileView(row),
    body,
    bytes: async () => new Uint8Array(await new Response(body).arrayBuffer()),
    text: async () => new Response(body).text(),
  };
}
