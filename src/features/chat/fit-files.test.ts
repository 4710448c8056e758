import { describe, expect, it } from "vitest";
import { type Attachment, maxSentFiles, notTaken, type Reader, tokensOfFile, wayOf } from "./attachments";
import { filesOfBranch, fitHistory, type HistoryMessage } from "./fit-history";

const file = (id: string, of: Partial<Attachment> = {}): Attachment => ({
  id,
  kind: "image",
  name: `${id}.png`,
  contentType: "image/png",
  size: 1_000,
  width: 100,
  height: 100,
  pages: null,
  textTokens: null,
  ...of,
});
const pdf = (id: string, textTokens: number) =>
  file(id, { kind: "pdf", pages: 2, textTokens, width: null, height: null });
const said = (text: string, ...attachments: Attachment[]): HistoryMessage => ({
  role: "user",
  text,
  tokens: 10,
  attachments,
});

const all: Reader = { id: "demo/chat", takes: ["image", "pdf"] };
const words: Reader = { id: "demo/chat", takes: ["pdf_text"] };
const sentOf = (messages: readonly HistoryMessage[]) => messages.map(({ sent }) => sent?.map(({ id }) => id));

describe("what a model is given of a file", () => {
  it("is its bytes, its text, or nothing, and never a recording", () => {
    const text = file("t", { kind: "text", textTokens: 5 });
    const audio = file("a", { kind: "audio" });
    expect([file("p"), pdf("d", 9), text, audio].map((each) => wayOf(all, each))).toEqual([
      "bytes",
      "bytes",
      "text",
      null,
    ]);
    expect([file("p"), pdf("d", 9), pdf("scan", 0), text].map((each) => wayOf(words, each))).toEqual([
      null,
      "text",
      null,
      "text",
    ]);
    expect(notTaken(words, [file("p"), pdf("d", 9), pdf("scan", 0), text, audio]).map(({ id }) => id)).toEqual([
      "p",
      "scan",
    ]);
  });

  it("costs its name at least, and words count as words", () => {
    expect(tokensOfFile(words, file("p"))).toEqual({ text: 40, media: 0 });
    expect(tokensOfFile(words, pdf("d", 900))).toEqual({ text: 940, media: 0 });
    expect(tokensOfFile(all, file("p"))).toEqual({ text: 40, media: 255 });
  });
});

describe("files of a conversation", () => {
  it("are all sent while there is room", () => {
    const fitted = fitHistory([said("now", file("c")), said("then", file("a"), file("b"))], 10_000, all);
    expect(sentOf(fitted.messages)).toEqual([["a", "b"], ["c"]]);
    expect(fitted).toMatchObject({ dropped: 0, leftOutFiles: 0 });
  });

  it("are left out from the first that does not fit on, and their messages stay", () => {
    const small = pdf("small", 1);
    const fitted = fitHistory(
      [said("now", file("new")), said("then", pdf("large", 5_000)), said("first", small)],
      3_000,
      all,
    );
    expect(fitted.messages.map(({ text }) => text)).toEqual(["first", "then", "now"]);
    expect(sentOf(fitted.messages)).toEqual([[], [], ["new"]]);
    expect(fitted).toMatchObject({ dropped: 0, leftOutFiles: 2 });
  });

  it("that the model does not read leave room to the others", () => {
    const fitted = fitHistory([said("now"), said("then", file("picture"), pdf("d", 20))], 1_000, words);
    expect(sentOf(fitted.messages)).toEqual([["d"], []]);
    expect(fitted.leftOutFiles).toBe(1);
  });

  it("are never left out of the question itself: then nothing fits", () => {
    expect(fitHistory([said("now", pdf("large", 5_000))], 1_000, all).messages).toEqual([]);
  });

  it("are no more than a request may carry, by number and by bytes", () => {
    const many = Array.from({ length: 15 }, (_, n) => said(`m${n}`, file(`${n}a`), file(`${n}b`)));
    const sent = fitHistory(many, 1_000_000, all).messages.flatMap((message) => message.sent ?? []);
    expect(sent).toHaveLength(maxSentFiles);
    const heavy = Array.from({ length: 4 }, (_, n) => said(`m${n}`, file(`${n}`, { size: 9 * 1024 * 1024 })));
    expect(sentOf(fitHistory(heavy, 1_000_000, all).messages)).toEqual([[], [], ["1"], ["0"]]);
  });

  it("without words keep their place; a recording is not counted as left out", () => {
    const fitted = fitHistory([said("", file("a", { kind: "audio" }))], 1_000, all);
    expect(fitted.messages).toHaveLength(1);
    expect(fitted.leftOutFiles).toBe(0);
  });

  it("come to at most what the bound counts, whatever the room", () => {
    const branch = [[file("c")], [file("a"), pdf("b", 300)], [pdf("z", 40)]];
    const bound = filesOfBranch(all, branch);
    for (const room of [200, 1_000, 5_000, 50_000]) {
      const { messages } = fitHistory(
        branch.map((files) => said("x", ...files)),
        room,
        all,
      );
      const sum = messages
        .flatMap(({ sent }) => sent ?? [])
        .reduce((total, each) => total + tokensOfFile(all, each).text + tokensOfFile(all, each).media, 0);
      expect(sum).toBeLessThanOrEqual(bound.text + bound.media);
    }
  });
});
