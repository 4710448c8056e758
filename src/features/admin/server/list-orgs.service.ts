import type { OrgDb } from "~/server/db";
import type { ListOrgsInput } from "../admin.schema";
import { findOrgs, type OrgRow } from "./orgs.repository";

export type OrgPage = { orgs: Omit<OrgRow, "sortValue">[]; next: { value: string; id: string } | null };

export async function listOrgs(db: OrgDb, input: ListOrgsInput): Promise<OrgPage> {
  const rows = await findOrgs(db, { ...input, limit: input.limit + 1 });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const next = rows.length > input.limit && last !== undefined ? { value: last.sortValue, id: last.id } : null;
  return { orgs: page.map(({ sortValue: _, ...org }) => org), next };
}
