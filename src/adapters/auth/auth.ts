import type { Pool } from "pg";
import type { AuthEnv } from "./auth.env";
import type { AuthPort } from "./auth.port";
import { createBetterAuthAdapter } from "./better-auth";
import { createClerkAdapter } from "./clerk";
import { clerkWebhook } from "./clerk-webhook";

export type AuthConfiguration = AuthEnv & { APP_URL: string; AUTH_SECRET: string };

/** The sign-in that the configuration names: one variable, AUTH_PROVIDER, and that provider's keys. */
export function createAuth(configuration: AuthConfiguration, pool: Pool): AuthPort {
  const appUrl = configuration.APP_URL;
  if (configuration.AUTH_PROVIDER === "embedded") {
    const embedded = createBetterAuthAdapter({ pool, secret: configuration.AUTH_SECRET, appUrl });
    const clerkSecret = configuration.CLERK_WEBHOOK_SECRET;
    return clerkSecret === undefined ? embedded : { ...embedded, mirrors: { clerk: clerkWebhook(pool, clerkSecret) } };
  }
  return createClerkAdapter({
    pool,
    appUrl,
    secretKey: needed(configuration, "CLERK_SECRET_KEY"),
    publishableKey: needed(configuration, "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"),
    jwtKey: needed(configuration, "CLERK_JWT_KEY"),
    webhookSecret: configuration.CLERK_WEBHOOK_SECRET ?? null,
    apiUrl: configuration.CLERK_API_URL,
  });
}

/** The configuration was checked as a whole before; this is for whoever calls without that. */
function needed(
  configuration: AuthEnv,
  key: "CLERK_SECRET_KEY" | "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY" | "CLERK_JWT_KEY",
) {
  const value = configuration[key];
  if (value === undefined) throw new Error(`${key} is needed with AUTH_PROVIDER=clerk`);
  return value;
}
