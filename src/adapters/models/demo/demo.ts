import type { ModelProvider } from "../models.port";
import { createDemoEmbeddingModel } from "./demo-embedding-model";
import { createDemoLanguageModel } from "./demo-language-model";

export const DEMO_CHAT_MODEL_ID = "demo/chat";
export const DEMO_EMBEDDING_MODEL_ID = "demo/embedding";

/** The models that are built in: they need no account, no key and no network, and say what they are. */
export function demoModels(config: { tokensPerSecond: number }): ModelProvider {
  const chat = createDemoLanguageModel(config);
  const embedding = createDemoEmbeddingModel();
  return {
    provider: "demo",
    languageModel: (name) => (name === "chat" ? chat : undefined),
    embeddingModel: (name) => (name === "embedding" ? embedding : undefined),
    summary: () => ({
      provider: "demo",
      open: false,
      serves: [
        { id: DEMO_CHAT_MODEL_ID, kind: "language" },
        { id: DEMO_EMBEDDING_MODEL_ID, kind: "embedding" },
      ],
    }),
    health: async () => ({ provider: "demo", ok: true, latencyMs: 0 }),
  };
}
