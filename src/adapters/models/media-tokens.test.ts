import { describe, expect, it } from "vitest";
import { mediaTokens } from "./media-tokens";

const image = (modelId: string, width: number, height: number) =>
  mediaTokens(modelId, { kind: "image", width, height });

describe("tokens of a picture", () => {
  // Worked examples out of the providers' guides.
  it.each([
    ["openai/gpt-4.1-mini", 1_024, 1_024, Math.ceil(1_024 * 1.62)],
    ["openai/gpt-4.1-mini", 1_800, 2_400, Math.ceil(1_536 * 1.62)],
    ["openai/gpt-4o-mini", 1_024, 1_024, 2_833 + 4 * 5_667],
    ["openai/gpt-4o-mini", 2_048, 4_096, 2_833 + 6 * 5_667],
    ["demo/counterpart-demo", 1_024, 1_024, 765],
    ["demo/counterpart-demo", 100, 80, 255],
    ["anthropic/claude-haiku-4-5", 1_000, 1_000, 36 * 36],
    ["anthropic/claude-haiku-4-5", 4_000, 3_000, 1_600],
    ["anthropic/claude-opus-5-5", 4_000, 3_000, 4_784],
    ["google/gemini-3.8-flash", 4_000, 3_000, 1_120],
  ])("for %s of %i x %i are %4$i", (model, width, height, tokens) => {
    expect(image(model, width, height).most).toBe(tokens);
  });

  it("are never fewer for a larger picture, and the guess never above the bound", () => {
    for (const model of [
      "openai/gpt-6-sol",
      "openai/gpt-5-nano",
      "anthropic/claude-sonnet-5",
      "compatible/llava",
      "demo/chat",
    ]) {
      let before = 0;
      for (let edge = 16; edge <= 4_096; edge += 16) {
        const { likely, most } = image(model, edge, edge);
        expect(likely).toBeLessThanOrEqual(most);
        if (!model.startsWith("demo/")) expect(most).toBeGreaterThanOrEqual(before);
        before = most;
      }
    }
  });

  it("of a model that nobody knows are the most that any has", () => {
    const known = ["openai/gpt-5-nano", "openai/gpt-4.1-mini", "anthropic/claude-opus-5-5", "google/gemini-3.8-flash"];
    const unknown = image("compatible/llava", 2_048, 2_048).most;
    for (const model of known) expect(image(model, 2_048, 2_048).most).toBeLessThanOrEqual(unknown);
  });
});

describe("tokens of a document", () => {
  it("are its text and a picture a page, never bounded below the text itself", () => {
    for (const model of ["openai/gpt-5.5", "anthropic/claude-haiku-4-5", "google/gemini-3.8-flash", "compatible/x"]) {
      const { likely, most } = mediaTokens(model, { kind: "pdf", pages: 10, textTokens: 5_000 });
      expect(likely).toBeGreaterThan(5_000 + 10 * 500);
      expect(most).toBeGreaterThanOrEqual(likely);
    }
    expect(mediaTokens("google/gemini-3.8-flash", { kind: "pdf", pages: 3, textTokens: 1_000 })).toEqual({
      likely: 1_100 + 3 * 560,
      most: 1_300 + 3 * 1_120,
    });
  });
});
