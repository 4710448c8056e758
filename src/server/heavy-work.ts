import { AppError } from "~/lib/app-error";
import { FairLine } from "~/lib/fair-line";

/** What takes much memory or a processor for seconds, and is brought by people: reading documents, drawing pictures. */
export const heavyWork = new FairLine({
  atOnce: 2,
  maxWaitMs: 30_000,
  refusal: () =>
    new AppError("busy", "too many files are waiting to be looked at", { details: { retryAfterSeconds: 10 } }),
});
