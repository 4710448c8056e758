import { createPublicKey } from "node:crypto";
import type { ClerkClient } from "@clerk/backend";
import { z } from "zod";

const Keys = z.object({ keys: z.array(z.object({ n: z.string().optional() })) });

/** Throws where Clerk does not answer, does not take our key, or signs with another key than the one configured. */
export async function assertClerkAnswers(
  clerk: ClerkClient,
  jwtKey: string,
  call: <T>(work: () => Promise<T>) => Promise<T | null>,
): Promise<void> {
  const answer = Keys.safeParse(await call(() => clerk.jwks.getJwks()));
  if (!answer.success) throw new Error("Clerk's list of signing keys cannot be read");
  const { n } = createPublicKey(jwtKey).export({ format: "jwk" });
  if (!answer.data.keys.some((key) => key.n === n)) {
    throw new Error("CLERK_JWT_KEY is not a key of the instance that CLERK_SECRET_KEY belongs to");
  }
}
