import { embedMany } from "ai";
import { describe, expect, it } from "vitest";
import { countTokens } from "../tokenizer";
import { createDemoEmbeddingModel, embedText } from "./demo-embedding-model";

const similarity = (a: string, b: string) => {
  const [x, y] = [embedText(a, 256), embedText(b, 256)];
  return x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
};

describe("the demonstration model's vectors", () => {
  it("have length one and are the same every time", () => {
    for (const text of ["prices and plans", "цены и тарифы", "", "🙂"]) {
      const vector = embedText(text, 256);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
      expect(embedText(text, 256)).toEqual(vector);
    }
  });

  it("are near for texts that share words, also in other forms, and far for others", () => {
    const question = "What are your prices for shipping?";
    expect(similarity(question, "Shipping price list")).toBeGreaterThan(
      similarity(question, "The cat sleeps on the roof"),
    );
    expect(similarity("цены на доставку", "цена доставки")).toBeGreaterThan(
      similarity("цены на доставку", "кот спит на крыше"),
    );
  });

  it("come in the number of dimensions asked for, with an exact count", async () => {
    const model = createDemoEmbeddingModel();
    const { embeddings, usage } = await embedMany({ model, values: ["one text", "another one"] });
    expect(embeddings.map((vector) => vector.length)).toEqual([256, 256]);
    expect(usage.tokens).toBe(countTokens("one text") + countTokens("another one"));
    expect(embedText("one text", 64).length).toBe(64);
  });
});
