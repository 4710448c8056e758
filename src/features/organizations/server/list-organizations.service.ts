import type { UserScope } from "~/server/context";
import { inOrg } from "~/server/db";
import { listOwnOrganizations } from "./organizations.repository";

/** The organisations that the person belongs to, with their role in each. */
export async function listOrganizations(scope: UserScope) {
  return (await listBelongings(scope)).organizations;
}

/** Where the person works: the organisation that they were in last, else a team of theirs, else any. Null: in none. */
export async function workplaceOf(scope: UserScope): Promise<{ slug: string } | null> {
  const organizations = await listOrganizations(scope);
  return (
    organizations.find(({ id }) => id === scope.user.lastOrgId) ??
    organizations.find(({ kind }) => kind === "team") ??
    organizations[0] ??
    null
  );
}

/** Where the person goes: to their work, else to make an organisation. */
export async function homeOf(scope: UserScope): Promise<string> {
  const workplace = await workplaceOf(scope);
  return workplace === null ? "/organizations/new" : `/o/${workplace.slug}/chat`;
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
