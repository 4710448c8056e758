import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { AppError } from "~/lib/app-error";

export type DocumentText = { pages: number; text: string };

/** What a document may take before it counts as unreadable. */
export type DocumentLimits = { pages: number; chars: number; timeoutMs: number; memoryBytes: number };

export const documentLimits: DocumentLimits = {
  pages: 500,
  chars: 2_000_000,
  timeoutMs: 20_000,
  memoryBytes: 400 * 1024 * 1024,
};

/** How often the memory of a running reader is looked at. */
const watchMs = 50;

/**
 * Reads the text of a PDF on a thread of its own, one document at a time, so that one made to hang or to swell holds
 * up nobody else: the thread is ended when it takes too long or too much memory.
 * @throws AppError attachment_unreadable with `reason`: locked, broken, too_long or too_complex.
 */
export function readDocument(bytes: Uint8Array, limits: DocumentLimits = documentLimits): Promise<DocumentText> {
  const result = queue.then(() => read(bytes, limits));
  queue = result.catch(() => undefined);
  return result;
}

let queue: Promise<unknown> = Promise.resolve();

async function read(bytes: Uint8Array, limits: DocumentLimits): Promise<DocumentText> {
  // Bundlers do not follow the code of a thread: it is given as text, and finds its one library by its path.
  const library = pathToFileURL(join(process.cwd(), "node_modules/unpdf/dist/index.mjs")).href;
  const copy = bytes.slice();
  const worker = new Worker(readerCode, {
    eval: true,
    workerData: { bytes: copy, library, limits },
    transferList: [copy.buffer],
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
    // Nothing of the configuration is a reader's business.
    env: {},
    stdout: true,
    stderr: true,
  });
  const before = process.memoryUsage.rss();
  const { promise, resolve, reject } = Promise.withResolvers<DocumentText>();
  const timeout = setTimeout(() => reject(unreadable("too_complex", "it took too long")), limits.timeoutMs);
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > limits.memoryBytes)
      reject(unreadable("too_complex", "it took too much memory"));
  }, watchMs);
  worker.on("message", (message: unknown) => {
    const told = Told.parse(message);
    if ("text" in told) resolve(told);
    else reject(unreadable(told.problem, told.message));
  });
  worker.on("error", (error) => reject(unreadable("too_complex", error.message)));
  worker.on("exit", () => reject(unreadable("broken", "the reader ended without a word")));
  try {
    return await promise;
  } finally {
    clearTimeout(timeout);
    clearInterval(watch);
    await worker.terminate();
  }
}

const Told = z.union([
  z.object({ pages: z.number(), text: z.string() }),
  z.object({ problem: z.enum(["locked", "broken", "too_long"]), message: z.string() }),
]);

function unreadable(reason: "locked" | "broken" | "too_long" | "too_complex", message: string): AppError {
  return new AppError("attachment_unreadable", `a document could not be read: ${message}`, { details: { reason } });
}

/** Runs in the thread. Scripts in a document are never run: the library that reads has no place to run them. */
const readerCode = `
const { parentPort, workerData } = require("node:worker_threads");
const { bytes, library, limits } = workerData;
(async () => {
  const { getDocumentProxy } = await import(library);
  const document = await getDocumentProxy(bytes, { isEvalSupported: false, useSystemFonts: false, stopAtErrors: false });
  if (document.numPages > limits.pages) return { problem: "too_long", message: document.numPages + " pages" };
  const pages = [];
  let chars = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => (item.str ?? "") + (item.hasEOL ? "\\n" : "")).join("").trim();
    chars += text.length;
    if (chars > limits.chars) return { problem: "too_long", message: "more text than is read" };
    pages.push(text);
    page.cleanup();
  }
  return { pages: document.numPages, text: pages.filter((text) => text !== "").join("\\n\\n") };
})().then(
  (told) => parentPort.postMessage(told),
  (error) => parentPort.postMessage({
    problem: error?.name === "PasswordException" ? "locked" : "broken",
    message: String(error?.message ?? error),
  }),
);
`;
