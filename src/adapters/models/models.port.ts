import type { EmbeddingModelV4, LanguageModelV4 } from "@ai-sdk/provider";

/** One model that a provider is known to serve, under the id that the rest of the product uses. */
export type ServedModel = {
  /** `<provider>/<the provider's own name>`, for example `openai/gpt-5-mini` or `demo/chat`. */
  id: string;
  kind: "language" | "embedding";
};

export type ProviderSummary = {
  /** Also the first part of its model ids. */
  provider: string;
  /**
   * The models it is known to serve. Empty where the provider serves whatever exists under its prefix
   * (OpenAI, Anthropic, Google): there the price catalogue says which ones may be used.
   */
  serves: readonly ServedModel[];
  /** True when any id under the prefix is passed on to the provider. */
  open: boolean;
};

export type ProviderHealth = {
  provider: string;
  ok: boolean;
  /** Time the answer took, in milliseconds. */
  latencyMs: number;
  /** What is wrong, for the superadmin's page; never contains a key. */
  problem?: string;
};

/** One vendor. Each adapter is a file that makes one of these from its own keys. */
export type ModelProvider = {
  readonly provider: string;
  /** @param name the model's name at the provider, without the prefix. Undefined: it serves no such model. */
  languageModel(name: string): LanguageModelV4 | undefined;
  embeddingModel(name: string): EmbeddingModelV4 | undefined;
  summary(): ProviderSummary;
  /** Asks the provider whether it answers. Never throws and never takes longer than a few seconds. */
  health(): Promise<ProviderHealth>;
};

/**
 * All configured vendors behind one door. A model that comes out of here is not metered: only the
 * metering middleware may call it.
 */
export type ModelsPort = {
  languageModel(modelId: string): LanguageModelV4 | undefined;
  embeddingModel(modelId: string): EmbeddingModelV4 | undefined;
  list(): ProviderSummary[];
  health(): Promise<ProviderHealth[]>;
};
