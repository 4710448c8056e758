import { createAnthropic } from "@ai-sdk/anthropic";
import { boundedFetch } from "./bounded-fetch";
import type { ModelProvider } from "./models.port";
import { probeHttp } from "./probe-http";

const OFFICIAL_BASE_URL = "https://api.anthropic.com/v1";

/** Anthropic's messages API. It offers no embeddings. */
export function anthropicModels(config: { apiKey: string; baseUrl?: string | undefined }): ModelProvider {
  const baseURL = config.baseUrl ?? OFFICIAL_BASE_URL;
  const anthropic = createAnthropic({ apiKey: config.apiKey, baseURL, fetch: boundedFetch() });
  return {
    provider: "anthropic",
    languageModel: (name) => anthropic(name),
    embeddingModel: () => undefined,
    summary: () => ({ provider: "anthropic", serves: [], open: true }),
    health: () =>
      probeHttp("anthropic", `${baseURL}/models`, {
        "x-api-key": config.apiKey,
        "anthropic-version": "2023-06-01",
      }),
  };
}
