import { Worker } from "node:worker_threads";
import { z } from "zod";
import { refused } from "../../files.errors";
import { oneOfFew } from "./one-of-few";

const maxPages = 500;
const timeoutMs = 10_000;

/**
 * Opens a PDF as far as its pages can be counted, on a thread that is ended when it takes too long or too much memory:
 * what somebody sends may be made to do either. Throws `file_refused`.
 */
export function countPages(path: string): Promise<number> {
  return oneOfFew(async () => {
    const answer = await asked(path);
    if (answer.problem === "PasswordException") throw refused("encrypted_pdf");
    if (answer.pages === null || answer.pages < 1) throw refused("broken_pdf");
    if (answer.pages > maxPages) throw refused("too_many_pages", { pages: answer.pages, allowed: maxPages });
    return answer.pages;
  });
}

const Answer = z.object({ pages: z.int().nullable(), problem: z.string().nullable() });
type Answer = z.infer<typeof Answer>;

/** As text, because a bundler leaves text alone: the thread loads the package from the installation's folder. */
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { readFile } = require("node:fs/promises");
  void (async () => {
    try {
      const { getDocumentProxy } = await import("unpdf");
      const document = await getDocumentProxy(new Uint8Array(await readFile(workerData)), { stopAtErrors: true });
      // A page that can be had is a document that can be read; the number alone may be made up.
      await document.getPage(document.numPages);
      parentPort.postMessage({ pages: document.numPages, problem: null });
    } catch (error) {
      parentPort.postMessage({ pages: null, problem: String(error && error.name) });
    }
  })();
`;

function asked(path: string): Promise<Answer> {
  return new Promise((resolve) => {
    const worker = new Worker(program, {
      eval: true,
      workerData: path,
      resourceLimits: { maxOldGenerationSizeMb: 192 },
      // Its notes about fonts and the like are nobody's business.
      stdout: true,
      stderr: true,
    });
    const end = (answer: Answer) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ pages: null, problem: "TimeoutException" }), timeoutMs);
    worker.once("message", (message: unknown) => end(Answer.parse(message)));
    worker.once("error", (error) => end({ pages: null, problem: error.name }));
  });
}
