import { AppError } from "~/lib/app-error";
import type { Backend, UserScope } from "~/server/context";
import type { OrgDb } from "~/server/db";
import { findOrgIdsOf } from "./person.repository";
import { lockPerson } from "./superadmins.repository";

/** The right that the request came in with may have ended while it waited for the lock. */
export async function assertStillSuperadmin(db: OrgDb, scope: UserScope): Promise<void> {
  const asker = await lockPerson(db, scope.userId);
  const isNamed = asker !== null && scope.backend.settings.superadminEmails.includes(asker.email);
  if (asker !== null && asker.suspendedAt === null && (asker.isSuperadmin || isNamed)) return;
  throw new AppError("forbidden", "no superadmin any more", { details: { permission: "platform" } });
}

/** Tells the organisations of somebody, once it is committed, that what the person may do there has changed: what they read ends. */
export async function tellTheirOrgs(db: OrgDb, userId: string): Promise<(backend: Backend) => void> {
  const orgIds = await findOrgIdsOf(db, userId);
  return ({ events }) => {
    for (const orgId of orgIds) events.publish(orgId, { type: "membership", userId });
  };
}
