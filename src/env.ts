import { z } from "zod";
import { authEnv, missingAuthKeys } from "~/adapters/auth/auth.env";
import { filesEnv, missingFilesKeys } from "~/adapters/files/files.env";
import { jobsEnv, missingJobsKeys } from "~/adapters/jobs/jobs.env";
import { mailEnv, missingMailKeys } from "~/adapters/mail/mail.env";
import { missingModelsKeys, modelsEnv } from "~/adapters/models/models.env";
import { readHeaderList } from "~/lib/header-list";
import { secretsAmong } from "~/lib/secrets-among";

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
  /** Proxies of ours that a request passes before it gets here: whose word about the client's address counts. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
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
  /** Most requests that a program may make with one key in a minute. */
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Opens `GET /api/metrics` to whoever sends it; without it there is no such address. */
  METRICS_TOKEN: z.string().min(16, "must have 16 characters or more").optional(),
  /** Where traces go, by OTLP over HTTP; the path `/v1/traces` is added. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .default("")
    .transform((list, context) => {
      const headers = readHeaderList(list);
      if (headers !== undefined) return headers;
      context.addIssue({ code: "custom", message: "must be name=value, separated by commas, values percent-encoded" });
      return z.NEVER;
    }),
  OTEL_SERVICE_NAME: z.string().default("counterpart"),
  /** Share of the requests that are traced, from 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** The address that the launcher listens on; nothing where it is the standard one. */
  HOST: z.string().optional(),
  ...modelsEnv,
  ...jobsEnv,
  ...authEnv,
  ...mailEnv,
  ...filesEnv,
});

export type Env = z.infer<typeof schema>;

let known: Env | undefined;
let secrets: readonly string[] | undefined;

/** Reads the environment once. Throws one Error that lists everything that is wrong with it. */
export function env(): Env {
  known ??= parseEnv(process.env);
  return known;
}

/** What of this environment must never be written anywhere. */
export function secretValues(): readonly string[] {
  secrets ??= secretsAmong(process.env);
  return secrets;
}

/** Checks a set of variables. Empty strings count as not set, as in most `.env` files. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  const wrong = result.success
    ? [missingMailKeys, missingFilesKeys, missingJobsKeys, missingModelsKeys].flatMap((missing) => missing(result.data))
    : result.error.issues.map(({ path, message }) => ({ key: path.join("."), message }));
  wrong.push(...missingAuthKeys(given));
  if (result.success && wrong.length === 0) return result.data;
  const list = wrong.map(({ key, message }) => `  ${key}: ${message}`);
  throw new Error(`The configuration is not usable:\n${list.join("\n")}`);
}
