import { createPublicKey } from "node:crypto";
import { z } from "zod";
import { clerkFrontendHost } from "./clerk-frontend-host";

/** The keys of Clerk, by the names that its dashboard gives them where it gives any. */
export const clerkEnv = {
  CLERK_SECRET_KEY: z
    .string()
    .regex(/^sk_(test|live)_\S+$/, "begins with sk_test_ or sk_live_")
    .optional(),
  /** Read at run time: a build serves any instance. */
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: z
    .string()
    .refine((key) => clerkFrontendHost(key) !== null, "is not a publishable key: it begins with pk_test_ or pk_live_")
    .optional(),
  /** The instance's public key as PEM; sessions are verified with it, without the network. */
  CLERK_JWT_KEY: z
    .string()
    // Most `.env` files hold it on one line.
    .transform((pem) => pem.replaceAll("\\n", "\n").trim())
    .refine(isRsaPublicKey, "is not the PEM public key of a Clerk instance (RSA, 2048 bits)")
    .optional(),
  CLERK_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, "begins with whsec_")
    .optional(),
  CLERK_API_URL: z.url({ protocol: /^https?$/ }).default("https://api.clerk.com"),
};

/** The SDK takes keys of this kind alone, and would take another one for a key that signed nothing. */
function isRsaPublicKey(pem: string): boolean {
  try {
    const key = createPublicKey({ key: pem, format: "pem" });
    return (
      pem.startsWith("-----BEGIN PUBLIC KEY-----") &&
      key.asymmetricKeyType === "rsa" &&
      key.asymmetricKeyDetails?.modulusLength === 2048
    );
  } catch {
    return false;
  }
}
