import { z } from "zod";

export const demoEnv = {
  /** The built-in demonstration model, which needs no account. */
  DEMO_MODEL: z.enum(["on", "off"]).default("on"),
  /** Words and word parts a second that it writes; 0 writes everything at once. */
  DEMO_MODEL_SPEED: z.coerce.number().min(0).max(10_000).default(45),
};
