import { randomUUID } from "node:crypto";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { systemPing } from "../ping.events";

/**
 * Has the engine run a function that does nothing, or one that fails.
 * @returns the event's id, and the word that the run answers with.
 */
export async function sendPing(
  scope: UserScope,
  input: { fail: boolean },
): Promise<{ eventId: string; nonce: string }> {
  const nonce = randomUUID();
  return inPlatform(scope.backend.database, async (db) => {
    const { eventId } = await emitEvent(db, systemPing, { nonce, fail: input.fail }, { orgId: null });
    await recordAudit(db, {
      orgId: null,
      actorId: scope.userId,
      actorRole: "superadmin",
      action: "jobs.ping",
      subject: eventId,
      after: { fail: input.fail },
      requestId: scope.requestId,
    });
    return { eventId, nonce };
  });
}
