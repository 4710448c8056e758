import "server-only";
import { cache } from "react";
import { firstPageOf } from "~/features/onboarding/server/first-page.service";
import { AppError } from "~/lib/app-error";
import { entrance } from "~/trpc/server";

/** Sessions that are valid, of people who may not come in: why, and what to do, stands on a page. */
const refusals = ["email_unverified", "sign_in_closed", "account_suspended"] as const;
type Refusal = (typeof refusals)[number];

export type Arrival =
  | { kind: "in"; firstPage: string }
  | { kind: "refused"; code: Refusal; reason: string | null }
  | { kind: "nobody" };

/** Who has just signed in, and where they go. */
export const arrive = cache(async (): Promise<Arrival> => {
  try {
    const found = await entrance(null);
    if (found === null) return { kind: "nobody" };
    return { kind: "in", firstPage: await firstPageOf(found.user) };
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) throw error;
    const reason = error instanceof AppError ? error.details.reason : null;
    return { kind: "refused", code, reason: typeof reason === "string" ? reason : null };
  }
});

/** Null for every other error. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof AppError)) return null;
  return refusals.find((code) => code === error.code) ?? null;
}
