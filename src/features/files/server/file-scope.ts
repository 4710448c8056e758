import type { OrgScope, UserScope } from "~/server/context";
import { inOrg, type OrgDb } from "~/server/db";

/** Whose files: a person's own, or those of an organisation that the person acts in. */
export type FileScope = UserScope | OrgScope;

export function orgIdOf(scope: FileScope): string | null {
  return "orgId" in scope ? scope.orgId : null;
}

/** One short transaction that sees what this person may see here. */
export function inFileScope<T>(scope: FileScope, work: (db: OrgDb) => Promise<T>): Promise<T> {
  return inOrg(scope.backend.database, { orgId: orgIdOf(scope), userId: scope.userId }, work);
}
