import { describe, expect, it } from "vitest";
import { lockedPdf, pdfBomb, pdfOf } from "../testing/pdf-of";
import { readContent } from "./read-content";
import { documentLimits, readDocument } from "./read-document";

const unreadable = (reason: string) => ({ code: "attachment_unreadable", details: { reason } });

describe("reading a document", () => {
  it("gives the text of its pages", async () => {
    expect(await readDocument(pdfOf(["The tide turns at six.", "The pilot waits."]))).toEqual({
      pages: 2,
      text: "The tide turns at six.\n\nThe pilot waits.",
    });
  });

  it("says of pictures alone that there is no text", async () => {
    expect(await readDocument(pdfOf([""]))).toEqual({ pages: 1, text: "" });
  });

  it("says what is wrong with one that is locked, broken, cut or too long", async () => {
    await expect(readDocument(lockedPdf())).rejects.toMatchObject(unreadable("locked"));
    await expect(readDocument(new Uint8Array(Buffer.from("%PDF-1.4 nothing")))).rejects.toMatchObject(
      unreadable("broken"),
    );
    await expect(readDocument(new Uint8Array())).rejects.toMatchObject(unreadable("broken"));
    const limits = { ...documentLimits, pages: 1 };
    await expect(readDocument(pdfOf(["a", "b"]), limits)).rejects.toMatchObject(unreadable("too_long"));
    const chars = { ...documentLimits, chars: 10 };
    await expect(readDocument(pdfOf(["longer than ten"]), chars)).rejects.toMatchObject(unreadable("too_long"));
  });

  it("ends one that is made to swell or to hang, and holds up nobody meanwhile", async () => {
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    }, 5);
    const bomb = pdfBomb(150_000_000);
    const swelling = readDocument(bomb, { ...documentLimits, memoryBytes: 200 * 1024 * 1024 });
    const next = readDocument(pdfOf(["After it."]));
    await expect(swelling).rejects.toMatchObject(unreadable("too_complex"));
    const hanging = readDocument(bomb, { ...documentLimits, timeoutMs: 100 });
    await expect(hanging).rejects.toMatchObject(unreadable("too_complex"));
    clearInterval(clock);
    expect(turns).toBeGreaterThan(5);
    expect((await next).text).toBe("After it.");
  });

  it("leaves the bytes that it was given as they were", async () => {
    const bytes = pdfOf(["Once"]);
    await readDocument(bytes);
    expect((await readDocument(bytes)).text).toBe("Once");
  });
});

describe("what is kept of a text", () => {
  it("is what a database and a provider take, with its tokens", async () => {
    const bytes = new Uint8Array(Buffer.from("\ufeffПлата\u0000 за\u001b стоянку\r\n310 €", "utf8"));
    expect(await readContent("text", bytes)).toEqual({ pages: null, text: "Плата за стоянку\n310 €", tokens: 9 });
  });
});
