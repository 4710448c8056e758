import { createGoogle } from "@ai-sdk/google";
import { boundedFetch } from "./bounded-fetch";
import type { ModelProvider } from "./models.port";
import { probeHttp } from "./probe-http";

const OFFICIAL_BASE_URL = "https://generativelanguage.googleapis.com/v1beta";

/** Google's Gemini API. */
export function googleModels(config: { apiKey: string; baseUrl?: string | undefined }): ModelProvider {
  const baseURL = config.baseUrl ?? OFFICIAL_BASE_URL;
  const google = createGoogle({ apiKey: config.apiKey, baseURL, fetch: boundedFetch() });
  return {
    provider: "google",
    languageModel: (name) => (isEmbeddingName(name) ? undefined : google(name)),
    embeddingModel: (name) => (isEmbeddingName(name) ? google.embeddingModel(name) : undefined),
    summary: () => ({ provider: "google", serves: [], open: true }),
    health: () => probeHttp("google", `${baseURL}/models`, { "x-goog-api-key": config.apiKey }),
  };
}

function isEmbeddingName(name: string): boolean {
  return name.includes("embedding");
}
