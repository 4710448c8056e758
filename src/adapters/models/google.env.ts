import { z } from "zod";

export const googleEnv = {
  GOOGLE_GENERATIVE_AI_API_KEY: z.string().optional(),
  GOOGLE_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
};
