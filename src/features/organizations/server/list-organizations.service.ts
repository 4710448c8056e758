import type { UserScope } from "~/server/context";
import { inOrg } from "~/server/db";
import { listOwnOrganizations } from "./organizations.repository";

/** The organisations that the person belongs to, with their role in each. */
export async function listOrganizations(scope: UserScope) {
  return (await listBelongings(scope)).organizations;
}

/** Where the person goes first: the organisation that they were in last, else a team of theirs, else any; else to make one. */
export async function homeOf(scope: UserScope): Promise<string> {
  const organizations = await listOrganizations(scope);
  const home =
    organizations.find(({ id }) => id === scope.user.lastOrgId) ??
    organizations.find(({ kind }) => kind === "team") ??
    organizations[0];
  return home === undefined ? "/organizations/new" : `/o/${home.slug}/chat`;
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
