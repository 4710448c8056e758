import type { OrgDb } from "~/server/db";
import type { LotView } from "../lot-view";
import { grantOf } from "../receipt-text";
import { findOpenLots } from "./balance.repository";

/** Grants with something left, in the order in which they are spent. */
export async function listLots(db: OrgDb, orgId: string): Promise<LotView[]> {
  const lots = await findOpenLots(db, orgId);
  return lots.map(({ kind, sourceId, ...lot }) => ({ ...lot, grant: grantOf({ kind, sourceId }) }));
}
