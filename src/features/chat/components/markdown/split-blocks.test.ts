import { describe, expect, it } from "vitest";
import { type Block, splitBlocks } from "./split-blocks";

const texts = (blocks: Block[]): string[] => blocks.map((block) => block.text.trim());

describe("splitBlocks", () => {
  it("splits paragraphs at blank lines", () => {
    expect(texts(splitBlocks("one\nstill one\n\ntwo\n\n\nthree"))).toEqual(["one\nstill one", "two", "three"]);
  });

  it("keeps a fenced block whole, blank lines and inner fences included", () => {
    const fenced = "````md\n```ts\nconst a = 1;\n\n```\n\nrest\n````";
    expect(texts(splitBlocks(`before\n\n${fenced}\n\nafter`))).toEqual(["before", fenced, "after"]);
  });

  it("keeps an open fence with everything that follows", () => {
    expect(splitBlocks("```ts\na\n\nb\n\nc")).toHaveLength(1);
  });

  it("keeps a loose list together, so that its numbers go on", () => {
    expect(texts(splitBlocks("1. one\n\n2. two\n\n   more of two\n\nafter"))).toEqual([
      "1. one\n\n2. two\n\n   more of two",
      "after",
    ]);
  });

  it("loses and invents no character", () => {
    const text = "# Title\n\n- a\n\n- b\n\n```\ncode\n\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nend";
    const blocks = splitBlocks(text);
    expect(blocks.map((block) => block.text).join("")).toBe(text);
    for (const block of blocks) expect(text.startsWith(block.text, block.start)).toBe(true);
  });

  it("gives the same blocks for a text that grew by single characters as for the whole", () => {
    const text = "Intro\n\n1. one\n\n2. two\n\n```js\nx\n\ny\n```\n\n> quote\n\n- a\n  - b\n\nend *here*";
    let blocks: Block[] = [];
    for (let length = 1; length <= text.length; length++) {
      blocks = splitBlocks(text.slice(0, length), blocks);
      expect(blocks).toEqual(splitBlocks(text.slice(0, length)));
    }
  });

  it("starts over when the text is another one", () => {
    const before = splitBlocks("a\n\nb\n\nc\n\nd");
    expect(texts(splitBlocks("x\n\ny", before))).toEqual(["x", "y"]);
  });

  it("keeps a text whole that defines links, which any of its blocks may use", () => {
    expect(splitBlocks("see [this][1]\n\nand more\n\n[1]: https://example.org")).toHaveLength(1);
  });
});
