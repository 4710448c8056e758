import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { Backend, UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { log } from "~/server/log";
import { findSignIns, type SignIn } from "./person.repository";
import { assertStillSuperadmin, tellTheirOrgs } from "./standing";
import { lockPerson, lockSuperadmins, markSuspended } from "./superadmins.repository";

/**
 * Shuts somebody out, everywhere and at once: their sessions, keys and open streams end, and where they try to come in
 * they are told the reason. `sessionsEnded` is false where the provider could not be told; what it still has opens
 * nothing here. Throws `not_oneself` (so that whoever asks stays, and the last superadmin is never shut out),
 * `not_found`, `forbidden`.
 */
export async function suspendUser(
  scope: UserScope,
  { userId, reason }: { userId: string; reason: string },
): Promise<{ sessionsEnded: boolean }> {
  if (userId === scope.userId) throw new AppError("not_oneself", "nobody suspends themselves");
  return changed(scope, userId, reason);
}

/** Lets somebody in again. Sessions that ended stay ended: they sign in anew. Throws `not_found`, `forbidden`. */
export async function liftUser(scope: UserScope, userId: string): Promise<void> {
  await changed(scope, userId, null);
}

async function changed(scope: UserScope, userId: string, reason: string | null): Promise<{ sessionsEnded: boolean }> {
  const { backend } = scope;
  const done = await inPlatform(backend.database, async (db) => {
    await lockSuperadmins(db);
    await assertStillSuperadmin(db, scope);
    const person = await lockPerson(db, userId);
    if (person === null) throw notFound("person");
    if (person.suspendedReason === reason) return null;
    await markSuspended(db, userId, reason);
    const [tell, signIns] = [await tellTheirOrgs(db, userId), await findSignIns(db, userId)];
    await recordAudit(db, {
      orgId: null,
      actorId: scope.userId,
      actorRole: "superadmin",
      action: reason === null ? "person.lift" : "person.suspend",
      subject: userId,
      before: { suspended: person.suspendedReason },
      after: { suspended: reason },
      ...(reason === null ? {} : { reason }),
      requestId: scope.requestId,
    });
    return { tell, signIns };
  });
  if (done === null) return { sessionsEnded: true };
  // Also when a suspension is lifted: a session that the provider kept meanwhile must not come back with it.
  const sessionsEnded = await endSessions(backend, done.signIns, scope.requestId);
  done.tell(backend);
  return { sessionsEnded };
}

/** Only of the provider at work: the sessions of another one let nobody in. */
async function endSessions({ ports }: Backend, signIns: readonly SignIn[], requestId: string): Promise<boolean> {
  const subjects = signIns.filter(({ provider }) => provider === ports.auth.provider).map(({ subject }) => subject);
  const ended = await Promise.allSettled(subjects.map((subject) => ports.auth.endSessionsOf(subject)));
  const failed = ended.filter((each) => each.status === "rejected");
  for (const { reason } of failed) log().error({ requestId, err: reason }, "sessions were not ended at the provider");
  return failed.length === 0;
}
