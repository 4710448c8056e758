import { z } from "zod";
import { AppError } from "~/lib/app-error";
import { ConfinedFailure, type ConfinedLimits, runConfined } from "~/server/confined-program";
import { pdfLibrary } from "~/server/pdf-library";

export type DocumentText = { pages: number; text: string };

/** What a document may take before it counts as unreadable. */
export type DocumentLimits = ConfinedLimits & { pages: number; chars: number };

export const documentLimits: DocumentLimits = {
  pages: 500,
  chars: 2_000_000,
  timeoutMs: 20_000,
  memoryBytes: 400 * 1024 * 1024,
};

/**
 * Reads the text of a PDF in a process of its own, so that one made to hang or to swell holds up nobody else: it is
 * ended when it takes too long or too much memory.
 * @throws AppError attachment_unreadable with `reason`: locked, broken, too_long or too_complex.
 */
export async function readDocument(bytes: Uint8Array, limits: DocumentLimits = documentLimits): Promise<DocumentText> {
  const { pages, chars } = limits;
  const told = await runConfined(program, { bytes, given: { library: pdfLibrary(), pages, chars } }, limits).catch(
    (error: unknown) => {
      if (!(error instanceof ConfinedFailure)) throw error;
      throw unreadable(error.reason === "broken" ? "broken" : "too_complex", error.message);
    },
  );
  const known = Told.parse(told);
  if ("text" in known) return known;
  throw unreadable(known.problem, known.message);
}

const Told = z.union([
  z.object({ pages: z.number(), text: z.string() }),
  z.object({ problem: z.enum(["locked", "broken", "too_long"]), message: z.string() }),
]);

function unreadable(reason: "locked" | "broken" | "too_long" | "too_complex", message: string): AppError {
  return new AppError("attachment_unreadable", `a document could not be read: ${message}`, { details: { reason } });
}

/** Scripts in a document are never run: the library that reads has no place to run them. */
const program = `
async function work(bytes, given) {
  const { getDocumentProxy } = await import(given.library);
  try {
    const options = { isEvalSupported: false, useSystemFonts: false, stopAtErrors: false };
    const document = await getDocumentProxy(bytes, options);
    if (document.numPages > given.pages) return { problem: "too_long", message: document.numPages + " pages" };
    const pages = [];
    let chars = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items.map((item) => (item.str ?? "") + (item.hasEOL ? "\\n" : "")).join("").trim();
      chars += text.length;
      if (chars > given.chars) return { problem: "too_long", message: "more text than is read" };
      pages.push(text);
      page.cleanup();
    }
    return { pages: document.numPages, text: pages.filter((text) => text !== "").join("\\n\\n") };
  } catch (error) {
    const problem = error?.name === "PasswordException" ? "locked" : "broken";
    return { problem, message: String(error?.message ?? error) };
  }
}
`;
