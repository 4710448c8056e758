import { z } from "zod";
import { clerkEnv } from "./clerk.env";

/** Who signs people in. `embedded` needs no account: e-mail and password in our own database. */
export const authEnv = { AUTH_PROVIDER: z.enum(["embedded", "clerk"]).default("embedded"), ...clerkEnv };

export type AuthEnv = z.infer<z.ZodObject<typeof authEnv>>;

const neededByClerk = ["CLERK_SECRET_KEY", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY", "CLERK_JWT_KEY"] as const;

/** What the chosen provider needs and does not have, by variable. */
export function missingAuthKeys(
  given: Partial<Record<keyof AuthEnv, unknown>>,
): { key: keyof AuthEnv; message: string }[] {
  if (given.AUTH_PROVIDER !== "clerk") return [];
  return neededByClerk
    .filter((key) => given[key] === undefined)
    .map((key) => ({ key, message: "is needed with AUTH_PROVIDER=clerk; Clerk's dashboard shows it under API keys" }));
}
