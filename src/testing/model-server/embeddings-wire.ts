import { embedText } from "~/adapters/models/demo/demo-embedding-model";
import type { ModelScript } from "./model-script";
import { usageOfScript } from "./model-script";

/** Answers requests for embeddings in OpenAI's and Google's form; undefined when the path is neither. */
export function answerEmbeddings(path: string, body: Record<string, unknown>, script: ModelScript): unknown {
  if (path.endsWith("/embeddings")) {
    const values = Array.isArray(body.input) ? body.input.map(String) : [String(body.input)];
    const usage = usageOfScript(script, values.join(" ").split(/\s+/).length, 0);
    return {
      object: "list",
      data: values.map((value, index) => ({ object: "embedding", index, embedding: embedText(value, 16) })),
      ...(usage && { usage: { prompt_tokens: usage.input, total_tokens: usage.input } }),
    };
  }
  if (path.endsWith(":embedContent")) return { embedding: { values: embedText(JSON.stringify(body.content), 16) } };
  if (path.endsWith(":batchEmbedContents")) {
    const requests = Array.isArray(body.requests) ? body.requests : [];
    return { embeddings: requests.map((request) => ({ values: embedText(JSON.stringify(request), 16) })) };
  }
  return undefined;
}

export function embeddingModelOf(path: string, body: Record<string, unknown>): string | undefined {
  if (path.endsWith("/embeddings")) return String(body.model);
  return path.match(/\/models\/([^/:]+):(?:batchE|e)mbedContents?$/)?.[1];
}
