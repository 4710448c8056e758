/** True for an error that PostgreSQL answered with this code. */
export function hasSqlState(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
