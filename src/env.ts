import { z } from "zod";
import { modelsEnv } from "~/adapters/models/models.env";

/**
 * The application's configuration: the only reader of `process.env`. Adapters declare their own keys;
 * this composes them. Every key has a default that needs no account, except what the launcher provides.
 */
const flag = z.enum(["on", "off"]);

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** Connection of the login role `counterpart_app`, which owns nothing and bypasses nothing. */
  APP_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  APP_DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(20),
  APP_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  AUTH_SECRET: z.string().min(32, "must have 32 characters or more"),
  DATA_DIR: z.string().default(".data"),
  SUPERADMIN_EMAILS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((address) => address.trim().toLowerCase())
        .filter((address) => address !== ""),
    ),
  /** Credits that a new organisation starts with, and the days they last. */
  WELCOME_CREDITS: z.coerce.number().int().min(0).max(1_000_000).default(50),
  WELCOME_CREDITS_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  TEST_CHECKOUT: flag.default("on"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ...modelsEnv,
});

export type Env = z.infer<typeof schema>;

let known: Env | undefined;

/** Reads the environment once. Throws one Error that lists everything that is wrong with it. */
export function env(): Env {
  known ??= parseEnv(process.env);
  return known;
}

/** Checks a set of variables. Empty strings count as not set, as in most `.env` files. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const list = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The configuration is not usable:\n${list.join("\n")}`);
}
