import type { ModelProvider } from "../models.port";
import { createDemoEmbeddingModel } from "./demo-embedding-model";
import { createDemoLanguageModel } from "./demo-language-model";

/** Their ids in the catalogue, where they have prices like any other model. */
export const DEMO_MODEL_ID = "demo/counterpart-demo";
export const DEMO_LARGE_MODEL_ID = "demo/counterpart-demo-large";
export const DEMO_EMBEDDING_MODEL_ID = "demo/counterpart-embed";

/** The models that are built in: they need no account, no key and no network, and say what they are. */
export function demoModels(config: { tokensPerSecond: number }): ModelProvider {
  const { tokensPerSecond } = config;
  const small = createDemoLanguageModel({ name: "counterpart-demo", tokensPerSecond, thinks: "when-asked" });
  const large = createDemoLanguageModel({ name: "counterpart-demo-large", tokensPerSecond, thinks: "always" });
  const languageModels = new Map([
    ["counterpart-demo", small],
    ["chat", small],
    ["counterpart-demo-large", large],
  ]);
  const embedding = createDemoEmbeddingModel();
  const embeddingModels = new Map([
    ["counterpart-embed", embedding],
    ["embedding", embedding],
  ]);
  return {
    provider: "demo",
    languageModel: (name) => languageModels.get(name),
    embeddingModel: (name) => embeddingModels.get(name),
    summary: () => ({
      provider: "demo",
      open: false,
      serves: [
        { id: DEMO_MODEL_ID, kind: "language" },
        { id: DEMO_LARGE_MODEL_ID, kind: "language" },
        { id: DEMO_EMBEDDING_MODEL_ID, kind: "embedding" },
      ],
    }),
    health: async () => ({ provider: "demo", ok: true, latencyMs: 0 }),
  };
}
