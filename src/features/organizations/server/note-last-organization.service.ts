import type { OrgScope } from "~/server/context";
import { updateLastOrganization } from "./organizations.repository";

/** Remembers where the person is, so that the next sign-in leads back there. Nobody else's visit counts as theirs. */
export async function noteLastOrganization(scope: OrgScope): Promise<void> {
  if (scope.user.lastOrgId === scope.orgId || scope.acting !== null) return;
  await scope.inOrg((db) => updateLastOrganization(db, scope.userId, scope.orgId));
}
