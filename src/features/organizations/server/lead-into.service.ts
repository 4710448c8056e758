import type { OrgDb } from "~/server/db";
import { updateLastOrganization } from "./organizations.repository";

/** Whoever joins an organisation is led there from now on. Part of the transaction that lets them in. */
export function leadInto(db: OrgDb, person: { userId: string; orgId: string }): Promise<void> {
  return updateLastOrganization(db, person.userId, person.orgId);
}
