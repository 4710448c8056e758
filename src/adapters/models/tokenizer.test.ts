import { get_encoding } from "tiktoken";
import { beforeAll, describe, expect, it } from "vitest";
import { countTokens, countTokensInSlices, splitIntoTokens, warmTokenizer } from "./tokenizer";

beforeAll(warmTokenizer);

const bare = get_encoding("o200k_base");
const exact = (text: string) => bare.encode(text, [], []).length;
const PROSE = "The harbour was quiet. Порт жил тихо, 12 кораблей! 港は静かだった。\n\n- один\n- two\tthree 🙂🙂 ";

describe("counting tokens", () => {
  it.each([
    "",
    "a",
    "Hello, world!",
    PROSE,
    PROSE.repeat(50),
    "<|endoftext|> is only text here",
    "\u0000\ud800 broken",
  ])("of %j gives the tokeniser's own number", (text) => expect(countTokens(text)).toBe(exact(text)));

  it("in slices gives the same number for prose of any length", async () => {
    const text = "The harbour was quiet, and ships came at dawn. ".repeat(2_000);
    expect(await countTokensInSlices(text)).toBe(exact(text));
  });

  it("of a megabyte or of one endless word never holds the thread for long, and never counts too little", async () => {
    const prose = "The harbour was quiet, and ships came at dawn. ".repeat(22_000);
    const endless = "a".repeat(1_000_000);
    for (const text of [prose, endless]) {
      const startedAt = performance.now();
      const counted = countTokens(text);
      // A few milliseconds on an idle machine; the whole text would take seconds.
      expect(performance.now() - startedAt).toBeLessThan(150);
      expect(counted).toBeGreaterThanOrEqual(text === prose ? 230_000 : 100_000);
    }
    let turns = 0;
    const watch = setInterval(() => {
      turns += 1;
    }, 1);
    await countTokensInSlices(endless);
    clearInterval(watch);
    // Between the slices others had their turn.
    expect(turns).toBeGreaterThan(20);
  });

  it("splits a text into pieces that join to it again, with all its tokens", () => {
    for (const text of [PROSE, PROSE.repeat(20), "a".repeat(2_000)]) {
      const pieces = splitIntoTokens(text);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      expect(pieces.reduce((sum, piece) => sum + piece.tokens, 0)).toBe(countTokens(text));
    }
  });
});
