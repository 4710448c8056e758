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

/** The database's word for what is written for an organisation that is erased: see the trigger app_refuse_erased. */
const erased = "CP302";

/**
 * What an unforeseen error is to the outside: a database that is away is `unavailable`, an organisation that was erased under
 * the request is `not_found`, everything else `internal`.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error) {
    // Prisma has a code of its own for it, and quotes the database's.
    if (codesOf(error).includes(erased) || error.message.includes(`\`${erased}\``)) {
      return new AppError("not_found", "the organisation is erased", {
        cause: error,
        details: { what: "organization" },
      });
    }
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
