import type { UserScope } from "~/server/context";
import { inOrg } from "~/server/db";
import { listOwnOrganizations } from "./organizations.repository";

/** The organisations that the person belongs to, with their role in each. */
export async function listOrganizations(scope: UserScope) {
  return (await listBelongings(scope)).organizations;
}

/** The same, with the person's own picture: what the shell shows of somebody. */
export async function listBelongings(scope: UserScope) {
  const rows = await inOrg(scope.backend.database, { orgId: null, userId: scope.userId }, (db) =>
    listOwnOrganizations(db, scope.userId),
  );
  return {
    organizations: rows.map(({ role, organization }) => ({ ...organization, role })),
    avatarFileId: rows[0]?.user.avatarFileId ?? null,
  };
}
