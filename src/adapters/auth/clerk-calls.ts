import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { AppError } from "~/lib/app-error";

/**
 * One call of Clerk's API. Null where Clerk knows no such thing; throws `unavailable` where it does not
 * answer in time, answers with nonsense, or does not take our key.
 */
export async function askClerk<T>(work: () => Promise<T>, timeoutMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    if (isClerkAPIResponseError(error)) {
      if (error.status === 404) return null;
      throw unavailable(`Clerk answered ${error.status ?? "with no status"}`, error, error.retryAfter);
    }
    throw unavailable("Clerk does not answer", error);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(message: string, cause: unknown, retryAfterSeconds = 2): AppError {
  return new AppError("unavailable", message, { cause, details: { retryAfterSeconds } });
}
