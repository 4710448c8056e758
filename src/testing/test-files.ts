import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FilesPort } from "~/adapters/files/files.port";
import { createFolderFiles } from "~/adapters/files/folder-files";

/** Files of one test, in a folder that goes when the process ends. */
export function createTestFiles(): FilesPort {
  const root = join(tmpdir(), `counterpart-files-${randomUUID()}`);
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  return createFolderFiles({ root, secret: "a secret of tests that guards nothing" });
}
