import type { Markup } from "~/features/ledger/markup";
import type { OrgDb } from "~/server/db";
import { findMarkups } from "./catalogue.repository";

export type MarkupVersion = Markup & {
  id: string;
  number: number;
  /** Whose own it is; null is the platform's, for everybody else. */
  org: { id: string; name: string | null } | null;
  validFrom: Date;
  validTo: Date | null;
  reason: string;
  isInForce: boolean;
};

/** All versions, the platform's first, newest first within each. */
export async function listMarkups(db: OrgDb): Promise<MarkupVersion[]> {
  const versions = new Map<string, MarkupVersion>();
  for (const { fromCostPusd, multiplierBp, scope, orgName, ...row } of await findMarkups(db)) {
    const org = scope === "platform" ? null : { id: scope, name: orgName };
    const version = versions.get(row.id) ?? { ...row, org, tiers: [] };
    version.tiers.push({ fromCostPusd, multiplierBp });
    versions.set(row.id, version);
  }
  return [...versions.values()];
}
