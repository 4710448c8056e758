import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";

class NothingDone extends Error {}

/** An act and its line in the audit log: nothing is done whose line cannot be written. Null when there was nothing to do. */
export async function actOnJobs<T>(
  scope: UserScope,
  action: string,
  subject: string,
  act: () => Promise<T | null>,
): Promise<T | null> {
  const { userId: actorId, requestId } = scope;
  try {
    return await inPlatform(scope.backend.database, async (db) => {
      await recordAudit(db, { orgId: null, actorId, actorRole: "superadmin", action, subject, requestId });
      const done = await act();
      if (done === null) throw new NothingDone();
      return done;
    });
  } catch (error) {
    if (error instanceof NothingDone) return null;
    throw error;
  }
}
