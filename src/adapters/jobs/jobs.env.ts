import { z } from "zod";

/**
 * With none of these set, the worker of this installation runs the functions. `INNGEST_EVENT_KEY`,
 * `INNGEST_BASE_URL` or `INNGEST_DEV` hands them to an Inngest.
 */
export const jobsEnv = {
  /** Sends events to Inngest; each environment there has its own. */
  INNGEST_EVENT_KEY: z.string().optional(),
  /** Signs what passes between the engine and `/api/inngest`, in both directions. */
  INNGEST_SIGNING_KEY: z
    .string()
    .regex(/^(signkey-\w+-)?([0-9a-f]{2})+$/i, "must be hexadecimal, as Inngest shows it")
    .optional(),
  /** While the key is being changed: the one before, or the next one. */
  INNGEST_SIGNING_KEY_FALLBACK: z
    .string()
    .regex(/^(signkey-\w+-)?([0-9a-f]{2})+$/i, "must be hexadecimal, as Inngest shows it")
    .optional(),
  /** A self-hosted Inngest. */
  INNGEST_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Inngest's development server, by its address: nothing is signed then. Never in production. */
  INNGEST_DEV: z.url({ protocol: /^https?$/ }).optional(),
  /** Names this deployment to the engine: two deployments on one Inngest need two. */
  INNGEST_APP_ID: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "must be lower case letters, digits and hyphens")
    .default("counterpart"),
  /** Where the worker reaches `/api/inngest`, if not at APP_URL: an address on this machine. */
  JOBS_SERVE_URL: z.url({ protocol: /^https?$/ }).optional(),
};

export type JobsConfiguration = {
  /** Without a signing key of Inngest's, this gives the one that the worker signs with. */
  AUTH_SECRET: string;
  INNGEST_EVENT_KEY?: string | undefined;
  INNGEST_SIGNING_KEY?: string | undefined;
  INNGEST_SIGNING_KEY_FALLBACK?: string | undefined;
  INNGEST_BASE_URL?: string | undefined;
  INNGEST_DEV?: string | undefined;
  INNGEST_APP_ID: string;
};

/** Whether an Inngest is configured; otherwise the worker runs the functions. */
export function hasInngest(
  configuration: Pick<JobsConfiguration, "INNGEST_EVENT_KEY" | "INNGEST_BASE_URL" | "INNGEST_DEV">,
): boolean {
  return Boolean(configuration.INNGEST_EVENT_KEY || configuration.INNGEST_BASE_URL || configuration.INNGEST_DEV);
}

/** What a half-done or dangerous switch to an Inngest lacks. */
export function missingJobsKeys(
  env: Omit<JobsConfiguration, "AUTH_SECRET" | "INNGEST_APP_ID"> & { NODE_ENV: string },
): { key: string; message: string }[] {
  const { INNGEST_DEV, INNGEST_SIGNING_KEY, INNGEST_SIGNING_KEY_FALLBACK } = env;
  if (INNGEST_DEV !== undefined) {
    if (env.NODE_ENV !== "production") return [];
    return [{ key: "INNGEST_DEV", message: "takes calls that nobody signed, and is not for production" }];
  }
  if (!hasInngest(env)) return [];
  const missing: { key: string; message: string }[] = [];
  if (INNGEST_SIGNING_KEY === undefined) {
    const message =
      "is needed with INNGEST_EVENT_KEY or INNGEST_BASE_URL: without it Inngest cannot call the functions";
    missing.push({ key: "INNGEST_SIGNING_KEY", message });
    if (INNGEST_SIGNING_KEY_FALLBACK !== undefined) {
      missing.push({ key: "INNGEST_SIGNING_KEY_FALLBACK", message: "stands beside INNGEST_SIGNING_KEY, not for it" });
    }
  }
  if (env.INNGEST_EVENT_KEY === undefined) {
    missing.push({ key: "INNGEST_EVENT_KEY", message: "is needed with INNGEST_BASE_URL, for sending events" });
  }
  return missing;
}
