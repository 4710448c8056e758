import { createOpenAI } from "@ai-sdk/openai";
import { boundedFetch } from "./bounded-fetch";
import type { ModelProvider, ServedModel } from "./models.port";
import { probeHttp } from "./probe-http";

const EMBEDDING_MARK = "embedding:";

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, a gateway. Serves what is listed, nothing else. */
export function openaiCompatibleModels(config: {
  baseUrl: string;
  apiKey?: string | undefined;
  models: readonly string[];
}): ModelProvider {
  const baseURL = config.baseUrl.replace(/\/+$/, "");
  // Many such servers want no key, but the client insists on some value.
  const apiKey = config.apiKey ?? "none";
  const client = createOpenAI({ name: "compatible", apiKey, baseURL, fetch: boundedFetch() });
  const embeddings = new Set(
    config.models.filter((name) => name.startsWith(EMBEDDING_MARK)).map((name) => name.slice(EMBEDDING_MARK.length)),
  );
  const languages = new Set(config.models.filter((name) => !name.startsWith(EMBEDDING_MARK)));
  return {
    provider: "compatible",
    languageModel: (name) => (languages.has(name) ? client.chat(name) : undefined),
    embeddingModel: (name) => (embeddings.has(name) ? client.embeddingModel(name) : undefined),
    summary: () => ({
      provider: "compatible",
      open: false,
      serves: [
        ...[...languages].map((name): ServedModel => ({ id: `compatible/${name}`, kind: "language" })),
        ...[...embeddings].map((name): ServedModel => ({ id: `compatible/${name}`, kind: "embedding" })),
      ],
    }),
    health: () => probeHttp("compatible", `${baseURL}/models`, { authorization: `Bearer ${apiKey}` }),
  };
}
