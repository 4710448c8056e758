import type { UserScope } from "~/server/context";
import { inOrg } from "~/server/db";
import type { Standing } from "../onboarding.schema";
import { findStanding } from "./standings.repository";

/** Where the person stands in their first steps. */
export function readStanding(scope: UserScope): Promise<Standing> {
  return inOrg(scope.backend.database, { orgId: null, userId: scope.userId }, (db) => findStanding(db, scope.userId));
}
