import { anthropicEnv } from "./anthropic.env";
import { demoEnv } from "./demo/demo.env";
import { googleEnv } from "./google.env";
import { openaiEnv } from "./openai.env";
import { openaiCompatibleEnv } from "./openai-compatible.env";

/** The keys of every model vendor, for the application's configuration. */
export const modelsEnv = { ...openaiEnv, ...openaiCompatibleEnv, ...anthropicEnv, ...googleEnv, ...demoEnv };

/** What a half-done switch to a server of models lacks. */
export function missingModelsKeys(env: {
  OPENAI_COMPATIBLE_BASE_URL?: string | undefined;
  OPENAI_COMPATIBLE_MODELS: readonly string[];
}): { key: string; message: string }[] {
  if (env.OPENAI_COMPATIBLE_BASE_URL === undefined || env.OPENAI_COMPATIBLE_MODELS.length > 0) return [];
  const message = "is needed with OPENAI_COMPATIBLE_BASE_URL: the names of the models to offer from there";
  return [{ key: "OPENAI_COMPATIBLE_MODELS", message }];
}
