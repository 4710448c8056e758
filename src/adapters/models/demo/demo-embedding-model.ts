import { createHash } from "node:crypto";
import type { EmbeddingModelV4 } from "@ai-sdk/provider";
import { countTokensInSlices } from "../tokenizer";
import { isStopWord, stemOf, wordsOf } from "./demo-text";

const DEFAULT_DIMENSIONS = 256;
const MAX_VALUES_PER_CALL = 96;

/**
 * Vectors out of words: each word and each pair of neighbours adds to a few hashed places, and the
 * vector is brought to length one. Texts that share words are near each other, always in the same way.
 */
export function createDemoEmbeddingModel(): EmbeddingModelV4 {
  return {
    specificationVersion: "v4",
    provider: "demo",
    modelId: "counterpart-embed",
    maxEmbeddingsPerCall: MAX_VALUES_PER_CALL,
    supportsParallelCalls: true,
    async doEmbed({ values, dimensions, abortSignal }) {
      let tokens = 0;
      const embeddings: number[][] = [];
      for (const value of values) {
        abortSignal?.throwIfAborted();
        tokens += await countTokensInSlices(value);
        embeddings.push(embedText(value, dimensions ?? DEFAULT_DIMENSIONS));
      }
      return { embeddings, usage: { tokens }, warnings: [] };
    },
  };
}

export function embedText(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const stems = wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf);
  stems.forEach((stem, index) => {
    add(vector, stem, 1);
    const next = stems[index + 1];
    if (next !== undefined) add(vector, `${stem} ${next}`, 0.5);
  });
  const length = Math.hypot(...vector);
  if (length === 0) {
    vector[0] = 1;
    return vector;
  }
  return vector.map((value) => value / length);
}

function add(vector: number[], feature: string, weight: number): void {
  const hash = createHash("sha1").update(feature).digest();
  for (let at = 0; at < 8; at += 4) {
    const place = hash.readUInt32BE(at) % vector.length;
    const sign = (hash[at + 8] ?? 0) % 2 === 0 ? 1 : -1;
    vector[place] = (vector[place] ?? 0) + sign * weight;
  }
}
