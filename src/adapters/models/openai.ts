import { createOpenAI } from "@ai-sdk/openai";
import { boundedFetch } from "./bounded-fetch";
import type { ModelProvider } from "./models.port";
import { probeHttp } from "./probe-http";

const OFFICIAL_BASE_URL = "https://api.openai.com/v1";

/** OpenAI itself. Speaks the Responses API, or chat completions when told to. */
export function openaiModels(config: {
  apiKey: string;
  baseUrl?: string | undefined;
  api: "responses" | "chat";
}): ModelProvider {
  const baseURL = config.baseUrl ?? OFFICIAL_BASE_URL;
  const openai = createOpenAI({ apiKey: config.apiKey, baseURL, fetch: boundedFetch() });
  return {
    provider: "openai",
    languageModel: (name) => {
      if (isEmbeddingName(name)) return undefined;
      return config.api === "chat" ? openai.chat(name) : openai.responses(name);
    },
    embeddingModel: (name) => (isEmbeddingName(name) ? openai.embeddingModel(name) : undefined),
    summary: () => ({ provider: "openai", serves: [], open: true }),
    health: () => probeHttp("openai", `${baseURL}/models`, { authorization: `Bearer ${config.apiKey}` }),
  };
}

function isEmbeddingName(name: string): boolean {
  return name.startsWith("text-embedding-");
}
