import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { assertStillSuperadmin, tellTheirOrgs } from "./standing";
import { countOtherSuperadmins, lockPerson, lockSuperadmins, markSuperadmin } from "./superadmins.repository";

/**
 * Makes somebody a superadmin, or one no more. Throws `not_found`, `superadmin_configured` for somebody whom the
 * configuration names, `last_superadmin`, and `forbidden` where the asker's own right ended meanwhile: of two who unmake
 * each other at the same moment, one stays.
 */
export async function setSuperadmin(
  scope: UserScope,
  { userId, isSuperadmin }: { userId: string; isSuperadmin: boolean },
): Promise<{ isSuperadmin: boolean }> {
  const named = scope.backend.settings.superadminEmails;
  const orgs = await inPlatform(scope.backend.database, async (db) => {
    await lockSuperadmins(db);
    await assertStillSuperadmin(db, scope);
    const person = await lockPerson(db, userId);
    if (person === null) throw notFound("person");
    if (!isSuperadmin && named.includes(person.email)) {
      throw new AppError("superadmin_configured", "named by SUPERADMIN_EMAILS");
    }
    if (!isSuperadmin && (await countOtherSuperadmins(db, userId, named)) === 0) {
      throw new AppError("last_superadmin", "nobody else runs the platform");
    }
    if (person.isSuperadmin === isSuperadmin) return null;
    await markSuperadmin(db, userId, isSuperadmin);
    const told = await tellTheirOrgs(db, userId);
    await recordAudit(db, {
      orgId: null,
      actorId: scope.userId,
      actorRole: "superadmin",
      action: "person.superadmin",
      subject: userId,
      before: { isSuperadmin: person.isSuperadmin },
      after: { isSuperadmin },
      requestId: scope.requestId,
    });
    return told;
  });
  orgs?.(scope.backend);
  return { isSuperadmin };
}
