import { createHash } from "node:crypto";
import { readZip } from "~/testing/read-zip";
import { ExportManifest } from "../export-manifest";

export type ReadExport = { entries: Map<string, Buffer>; manifest: ExportManifest };

/** An export as whoever has it reads it. Throws where it is not whole, or not what its manifest says. */
export async function readExport(archive: Buffer): Promise<ReadExport> {
  const entries = await readZip(archive);
  const manifest = ExportManifest.parse(JSON.parse(entries.get("manifest.json")?.toString() ?? "null"));
  const listed = [...manifest.tables, ...manifest.files];
  for (const { path, bytes, sha256 } of listed) {
    const content = entries.get(path);
    const found = content && createHash("sha256").update(content).digest("hex");
    if (content?.byteLength !== bytes || found !== sha256) throw new Error(`${path} is not what the manifest says`);
  }
  if (entries.size !== listed.length + 1) throw new Error("there are entries that the manifest does not know");
  return { entries, manifest };
}

/** The lines of a table. */
export function rowsOf({ entries }: ReadExport, table: string): Record<string, unknown>[] {
  const text = entries.get(`${table}.jsonl`)?.toString() ?? "";
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Record<string, unknown> => JSON.parse(line));
}
