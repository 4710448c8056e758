import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout, whatever folder the command was called from. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder that everything of one installation is kept in; `DATA_DIR`, or `.data` beside the code. */
export function dataDirectory(): string {
  return resolve(projectRoot, process.env.DATA_DIR || ".data");
}

/** The folder of the production build; `NEXT_DIST_DIR`, so that two builds of one tree do not share one. */
export function buildDirectory(): string {
  return join(projectRoot, process.env.NEXT_DIST_DIR || ".next");
}
