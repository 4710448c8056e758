import type { Sql } from "~/server/db";

export const titlesTask = "chat-titles";

/** Has a worker look for conversations without a name at once. It looks by itself as well, only later. */
export function wakeTitles(sql: Sql): void {
  sql.query("SELECT pg_notify('worker', $1)", [titlesTask]).catch(() => undefined);
}
