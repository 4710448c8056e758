import type { PlatformContext } from "~/server/api/procedures";
import type { ListUsersInput } from "../users.schema";
import { findUsers, type UserRow } from "./users.repository";

type Edge = { value: string; id: string };

/** `next` and `previous` are where the neighbouring pages lie; null where there is none. */
export type UserPage = { users: Omit<UserRow, "sortValue">[]; next: Edge | null; previous: Edge | null };

export async function listUsers({ db, backend }: PlatformContext, input: ListUsersInput): Promise<UserPage> {
  const rows = await findUsers(db, { ...input, limit: input.limit + 1 }, backend.settings.superadminEmails);
  const hasMore = rows.length > input.limit;
  const page = rows.slice(0, input.limit);
  const isBack = input.cursor?.direction === "previous";
  if (isBack) page.reverse();
  return {
    users: page.map(({ sortValue: _, ...user }) => user),
    // The page one came from lies on the other side.
    next: isBack || hasMore ? edgeOf(page.at(-1)) : null,
    previous: (isBack ? hasMore : Boolean(input.cursor)) ? edgeOf(page[0]) : null,
  };
}

function edgeOf(row: UserRow | undefined): Edge | null {
  return row === undefined ? null : { value: row.sortValue, id: row.id };
}
