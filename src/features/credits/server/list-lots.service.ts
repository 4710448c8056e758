import type { OrgDb } from "~/server/db";
import type { LotView } from "../lot-view";
import { findOpenLots, type LotRow } from "./balance.repository";

/** Grants with something left, in the order in which they are spent. */
export async function listLots(db: OrgDb, orgId: string): Promise<LotView[]> {
  const lots = await findOpenLots(db, orgId);
  return lots.map(({ kind, sourceId, ...lot }) => ({ ...lot, grant: grantOf({ kind, sourceId }) }));
}

function grantOf(lot: Pick<LotRow, "kind" | "sourceId">): LotView["grant"] {
  if (lot.kind === "plan_grant") return "plan";
  if (lot.kind === "purchase") return "purchase";
  if (lot.kind === "promo") return lot.sourceId === "welcome" ? "welcome" : "promo";
  return "adjustment";
}
