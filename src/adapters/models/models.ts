import { anthropicModels } from "./anthropic";
import { composeModels } from "./compose-models";
import { demoModels } from "./demo/demo";
import { googleModels } from "./google";
import type { ModelProvider, ModelsPort } from "./models.port";
import { openaiModels } from "./openai";
import { openaiCompatibleModels } from "./openai-compatible";
import { warmTokenizer } from "./tokenizer";

export type ModelsConfig = {
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
  OPENAI_API: "responses" | "chat";
  OPENAI_COMPATIBLE_BASE_URL?: string | undefined;
  OPENAI_COMPATIBLE_API_KEY?: string | undefined;
  OPENAI_COMPATIBLE_MODELS: readonly string[];
  ANTHROPIC_API_KEY?: string | undefined;
  ANTHROPIC_BASE_URL?: string | undefined;
  GOOGLE_GENERATIVE_AI_API_KEY?: string | undefined;
  GOOGLE_BASE_URL?: string | undefined;
  DEMO_MODEL: "on" | "off";
  DEMO_MODEL_SPEED: number;
};

/** Every vendor that the configuration gives a key or an address for, as one port. */
export function createModels(config: ModelsConfig): ModelsPort {
  // The token table takes a fifth of a second to load: not while somebody waits for a first answer.
  setTimeout(warmTokenizer, 100).unref();
  return composeModels([
    ...demo(config),
    ...openai(config),
    ...anthropic(config),
    ...google(config),
    ...compatible(config),
  ]);
}

function demo(config: ModelsConfig): ModelProvider[] {
  return config.DEMO_MODEL === "on" ? [demoModels({ tokensPerSecond: config.DEMO_MODEL_SPEED })] : [];
}

function openai(config: ModelsConfig): ModelProvider[] {
  if (config.OPENAI_API_KEY === undefined) return [];
  return [openaiModels({ apiKey: config.OPENAI_API_KEY, baseUrl: config.OPENAI_BASE_URL, api: config.OPENAI_API })];
}

function anthropic(config: ModelsConfig): ModelProvider[] {
  if (config.ANTHROPIC_API_KEY === undefined) return [];
  return [anthropicModels({ apiKey: config.ANTHROPIC_API_KEY, baseUrl: config.ANTHROPIC_BASE_URL })];
}

function google(config: ModelsConfig): ModelProvider[] {
  if (config.GOOGLE_GENERATIVE_AI_API_KEY === undefined) return [];
  return [googleModels({ apiKey: config.GOOGLE_GENERATIVE_AI_API_KEY, baseUrl: config.GOOGLE_BASE_URL })];
}

function compatible(config: ModelsConfig): ModelProvider[] {
  if (config.OPENAI_COMPATIBLE_BASE_URL === undefined) return [];
  return [
    openaiCompatibleModels({
      baseUrl: config.OPENAI_COMPATIBLE_BASE_URL,
      apiKey: config.OPENAI_COMPATIBLE_API_KEY,
      models: config.OPENAI_COMPATIBLE_MODELS,
    }),
  ];
}
