import { z } from "zod";

export const openaiEnv = {
  OPENAI_API_KEY: z.string().optional(),
  /** Another address of the same API, for example a gateway. */
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Which of OpenAI's two interfaces to speak. */
  OPENAI_API: z.enum(["responses", "chat"]).default("responses"),
};
