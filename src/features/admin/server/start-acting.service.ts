import { randomUUID } from "node:crypto";
import { hashActingToken, newActingToken } from "~/features/accounts/server/acting-cookie";
import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { ActAsInput } from "../users.schema";
import { findPlace, insertActing, lockActing } from "./acting-sessions.repository";
import { stopActing } from "./stop-acting.service";

/**
 * Puts a superadmin in a member's place in one organisation, for support: what the member may read, and nothing that
 * moves money, gives out secrets, decides about people or speaks for them. The organisation's own log says so. What was
 * open before ends. Throws `not_oneself`, and `not_found` where the person is no member there.
 * @returns the secret for the browser's cookie, which is kept nowhere else.
 */
export async function startActing(
  scope: UserScope,
  input: ActAsInput,
): Promise<{ token: string; slug: string; expiresAt: Date; seconds: number }> {
  const { orgId, memberId, reason, minutes } = input;
  if (memberId === scope.userId) throw new AppError("not_oneself", "nobody acts for themselves");
  await stopActing(scope);
  const token = newActingToken();
  return inPlatform(scope.backend.database, async (db) => {
    await lockActing(db, scope.userId);
    const place = await findPlace(db, orgId, memberId);
    if (place === null) throw notFound("member");
    const id = randomUUID();
    const expiresAt = await insertActing(db, {
      id,
      tokenHash: hashActingToken(token),
      superadminId: scope.userId,
      signInSession: scope.identity.sessionId,
      orgId,
      memberId,
      reason,
      minutes,
    });
    await recordAudit(db, {
      orgId,
      actorId: scope.userId,
      actingAs: memberId,
      actorRole: "superadmin",
      action: "acting.start",
      subject: memberId,
      after: { actingId: id, minutes, expiresAt },
      reason,
      requestId: scope.requestId,
    });
    return { token, slug: place.slug, expiresAt, seconds: minutes * 60 };
  });
}
