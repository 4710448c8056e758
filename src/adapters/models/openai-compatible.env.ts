import { z } from "zod";

export const openaiCompatibleEnv = {
  /** Base address up to and including `/v1`, for example `http://localhost:11434/v1` for Ollama. */
  OPENAI_COMPATIBLE_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_COMPATIBLE_API_KEY: z.string().optional(),
  /** Names of the models it serves, separated by commas; `embedding:<name>` marks an embedding model. */
  OPENAI_COMPATIBLE_MODELS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    ),
};
