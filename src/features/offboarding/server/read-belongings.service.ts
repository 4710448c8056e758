import type { OrgScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { Belongings } from "../offboarding.schema";
import { countBelongings } from "./deletion.repository";

/** What would go with the organisation. */
export function readBelongings(scope: OrgScope): Promise<Belongings> {
  return inPlatform(scope.backend.database, (db) => countBelongings(db, scope.orgId));
}
