import { createHmac } from "node:crypto";

/**
 * The keys that sign what passes between an engine and `/api/inngest`, in hexadecimal: the one to sign with
 * first, then the one that is still, or already, accepted. Without an Inngest nobody configures a key: then the
 * installation's own secret gives one that the worker has as well.
 */
export function jobsSigningKeys(configuration: {
  INNGEST_SIGNING_KEY?: string | undefined;
  INNGEST_SIGNING_KEY_FALLBACK?: string | undefined;
  AUTH_SECRET: string;
}): readonly [string, ...string[]] {
  const { INNGEST_SIGNING_KEY: first, INNGEST_SIGNING_KEY_FALLBACK: second, AUTH_SECRET } = configuration;
  if (first === undefined) {
    return [createHmac("sha256", AUTH_SECRET).update("counterpart: background jobs").digest("hex")];
  }
  return second === undefined ? [first] : [first, second];
}
