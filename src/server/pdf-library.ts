import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Address of the library that reads PDF, for programs given as text: bundlers do not follow those. */
export function pdfLibrary(): string {
  return pathToFileURL(join(process.cwd(), "node_modules/unpdf/dist/index.mjs")).href;
}
