import { notFound } from "~/lib/app-error";
import { type FileScope, inFileScope } from "./file-scope";
import { findFile } from "./files.repository";

const linkSeconds = 120;

/** An address that gives the file to whoever has it, to save and not to show, for two minutes. */
export async function fileLink(scope: FileScope, fileId: string): Promise<{ url: string; expiresAt: Date }> {
  const row = await inFileScope(scope, (db) => findFile(db, fileId));
  if (row?.state !== "ready") throw notFound("file");
  const expiresAt = new Date(Date.now() + linkSeconds * 1000);
  const url = await scope.ports.files.downloadUrl({
    key: row.key,
    fileName: row.name,
    contentType: row.contentType,
    disposition: "attachment",
    expiresInSeconds: linkSeconds,
  });
  return { url, expiresAt };
}
