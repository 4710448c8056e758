import { AppError } from "~/lib/app-error";
import { toAppError } from "~/server/database-errors";

/** The domain's error behind whatever the AI SDK wrapped it in. */
export function failureOf(error: unknown): AppError {
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth += 1) {
    if (current instanceof AppError) return current;
    current = "lastError" in current ? current.lastError : current.cause;
  }
  const failure = toAppError(error);
  if (failure.code === "unavailable") return failure;
  return new AppError("provider_error", "the model failed without saying why", { cause: error });
}
