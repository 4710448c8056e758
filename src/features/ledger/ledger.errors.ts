import { AppError, notFound } from "~/lib/app-error";

/** What the ledger's functions raise, as errors of the domain. Anything else passes through as it is. */
export function toLedgerError(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  switch (error.code) {
    case "CP101":
    // A NUL in a text, a number that no column holds, a word that is not an id.
    case "22021":
    case "22003":
    case "22P02":
      return new AppError("bad_input", error.message, { cause: error });
    case "CP102":
      return notFound("hold");
    case "CP103":
      return notFound("credit account");
    default:
      return error;
  }
}
