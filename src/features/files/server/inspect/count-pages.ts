import { createReadStream } from "node:fs";
import { z } from "zod";
import { ConfinedFailure, type ConfinedLimits, runConfined } from "~/server/confined-program";
import { pdfLibrary } from "~/server/pdf-library";
import { refused } from "../../files.errors";

const maxPages = 500;
const usual: ConfinedLimits = { timeoutMs: 15_000, memoryBytes: 400 * 1024 * 1024 };

/**
 * Opens a PDF as far as its pages can be counted, in a process that is ended when it takes too long or too much memory:
 * what somebody sends may be made to do either. Throws `file_refused`.
 */
export async function countPages(path: string, limits: ConfinedLimits = usual): Promise<number> {
  const { pages, problem } = await asked(path, limits);
  if (problem === "PasswordException") throw refused("encrypted_pdf");
  if (pages === null || pages < 1) throw refused("broken_pdf");
  if (pages > maxPages) throw refused("too_many_pages", { pages, allowed: maxPages });
  return pages;
}

const Answer = z.object({ pages: z.int().nullable(), problem: z.string().nullable() });

async function asked(path: string, limits: ConfinedLimits): Promise<z.infer<typeof Answer>> {
  try {
    return Answer.parse(
      await runConfined(program, { bytes: createReadStream(path), given: { library: pdfLibrary() } }, limits),
    );
  } catch (error) {
    if (!(error instanceof ConfinedFailure)) throw error;
    throw refused(error.reason === "broken" ? "broken_pdf" : "too_complex");
  }
}

const program = `
  async function work(bytes, given) {
    const { getDocumentProxy } = await import(given.library);
    try {
      const document = await getDocumentProxy(bytes, { stopAtErrors: true });
      // A page that can be had is a document that can be read; the number alone may be made up.
      await document.getPage(document.numPages);
      return { pages: document.numPages, problem: null };
    } catch (error) {
      return { pages: null, problem: String(error && error.name) };
    }
  }
`;
