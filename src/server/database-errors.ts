import { AppError } from "~/lib/app-error";

/** Codes of lost connections and of a pool or server with no room, from PostgreSQL, Node and Prisma. */
const unavailable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08000",
  "08003",
  "08006",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2037",
]);

/** What an unforeseen error is to the outside: a database that is away is `unavailable`, everything else `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error) {
    if (
      codesOf(error).some((code) => unavailable.has(code)) ||
      /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
    ) {
      return new AppError("unavailable", "the database does not answer", {
        cause: error,
        details: { retryAfterSeconds: 2 },
      });
    }
  }
  return new AppError("internal", "unforeseen error", { cause: error });
}

function codesOf(error: Error): string[] {
  const codes: string[] = [];
  for (let current: unknown = error; current instanceof Error && codes.length < 8; current = current.cause) {
    if ("code" in current && typeof current.code === "string") codes.push(current.code);
  }
  return codes;
}
