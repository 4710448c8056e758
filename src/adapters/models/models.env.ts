import { anthropicEnv } from "./anthropic.env";
import { demoEnv } from "./demo/demo.env";
import { googleEnv } from "./google.env";
import { openaiEnv } from "./openai.env";
import { openaiCompatibleEnv } from "./openai-compatible.env";

/** The keys of every model vendor, for the application's configuration. */
export const modelsEnv = { ...openaiEnv, ...openaiCompatibleEnv, ...anthropicEnv, ...googleEnv, ...demoEnv };
