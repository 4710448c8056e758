import type { OrgDb } from "~/server/db";
import type { ListOrgsInput } from "../admin.schema";
import { findOrgs, type OrgRow } from "./orgs.repository";

type Edge = { value: string; id: string };

/** `next` and `previous` are where the neighbouring pages lie; null where there is none. */
export type OrgPage = { orgs: Omit<OrgRow, "sortValue">[]; next: Edge | null; previous: Edge | null };

export async function listOrgs(db: OrgDb, input: ListOrgsInput): Promise<OrgPage> {
  const rows = await findOrgs(db, { ...input, limit: input.limit + 1 });
  const hasMore = rows.length > input.limit;
  const page = rows.slice(0, input.limit);
  const isBack = input.cursor?.direction === "previous";
  if (isBack) page.reverse();
  return {
    orgs: page.map(({ sortValue: _, ...org }) => org),
    // The page one came from lies on the other side.
    next: isBack || hasMore ? edgeOf(page.at(-1)) : null,
    previous: (isBack ? hasMore : Boolean(input.cursor)) ? edgeOf(page[0]) : null,
  };
}

function edgeOf(row: OrgRow | undefined): Edge | null {
  return row === undefined ? null : { value: row.sortValue, id: row.id };
}
