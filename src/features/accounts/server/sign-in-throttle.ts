import { AppError } from "~/lib/app-error";
import type { Sql } from "~/server/db";

const windowSeconds = 600;
const allowed = 10;

/**
 * Does `work`, which checks a password for `key`. After ten wrong ones within ten minutes, in whatever process, it is not
 * done at all: throws `too_many_attempts` with the seconds to wait.
 */
export async function throttled<T>(sql: Sql, key: string, work: () => Promise<T>): Promise<T> {
  const attempt = await countAttempt(sql, key);
  let isWrong = false;
  try {
    return await work();
  } catch (error) {
    isWrong = error instanceof AppError && error.code === "invalid_credentials";
    throw error;
  } finally {
    // Counted before it was made; where it cannot be taken back it counts for ten minutes, and nothing else.
    if (!isWrong) await sql.query("SELECT app_sign_in_forget($1)", [attempt]).catch(() => undefined);
  }
}

/** Counts one attempt of ten within ten minutes, or of as many as are given, or throws `too_many_attempts`. */
export async function countAttempt(sql: Sql, key: string, most = allowed): Promise<string> {
  const { rows } = await sql.query<{ o_wait: number | null; o_attempt: string | null }>(
    "SELECT * FROM app_sign_in_try($1, $2, $3)",
    [key, most, windowSeconds],
  );
  const [row] = rows;
  if (row?.o_attempt) return row.o_attempt;
  throw new AppError("too_many_attempts", "too many attempts", {
    details: { retryAfterSeconds: row?.o_wait ?? windowSeconds },
  });
}
