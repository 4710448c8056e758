import type { OrgDb } from "~/server/db";
import type { FileView } from "../files.schema";
import { fileView } from "./file-view";
import { listReady } from "./files.repository";

/** Those of the files that are ready and that the transaction may see, in the order asked for. */
export async function describeFiles(ctx: { db: OrgDb }, fileIds: readonly string[]): Promise<FileView[]> {
  if (fileIds.length === 0) return [];
  const rows = await listReady(ctx.db, fileIds);
  return fileIds.flatMap((id) => rows.filter((row) => row.id === id).map(fileView));
}
