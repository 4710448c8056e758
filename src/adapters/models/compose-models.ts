import type { ModelProvider, ModelsPort } from "./models.port";

/** Joins vendors into one port. The part of an id before its first slash chooses the vendor. */
export function composeModels(providers: readonly ModelProvider[]): ModelsPort {
  const byName = new Map(providers.map((provider) => [provider.provider, provider]));
  return {
    languageModel(modelId) {
      const { provider, name } = splitModelId(modelId);
      return name === "" ? undefined : byName.get(provider)?.languageModel(name);
    },
    embeddingModel(modelId) {
      const { provider, name } = splitModelId(modelId);
      return name === "" ? undefined : byName.get(provider)?.embeddingModel(name);
    },
    list: () => providers.map((provider) => provider.summary()),
    health: () => Promise.all(providers.map((provider) => provider.health())),
  };
}

function splitModelId(modelId: string): { provider: string; name: string } {
  const slash = modelId.indexOf("/");
  return slash < 0 ? { provider: "", name: "" } : { provider: modelId.slice(0, slash), name: modelId.slice(slash + 1) };
}
