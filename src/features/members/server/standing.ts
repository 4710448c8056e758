import { AppError, notFound } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import { assertCan, managesRole, type Permission, type Role } from "~/server/permissions";
import { countOtherOwners, findStandings, lockOrganization, type Standing } from "./standings.repository";

/** Who acts and whom it is about, as they are now, and so until the transaction ends. */
export type Pair = { actor: Standing; subject: Standing };

/**
 * Locks the organisation and looks again at what the actor is: the role that the request came with may have been taken
 * since, by somebody who waited for the same lock. Throws `not_found` for whoever is no member, `forbidden` otherwise.
 */
export async function standingOf(ctx: OrgContext, permission: Permission, subjectId: string): Promise<Pair> {
  await lockOrganization(ctx);
  const found = await findStandings(ctx, [ctx.userId, subjectId]);
  const actor = found.find(({ userId }) => userId === ctx.userId);
  if (actor === undefined) throw notFound("organization");
  assertCan({ role: actor.role, key: ctx.key, acting: ctx.acting }, permission);
  const subject = found.find(({ userId }) => userId === subjectId);
  if (subject === undefined) throw notFound("member");
  return { actor, subject };
}

/** Throws `forbidden` where the actor's role does not manage one of the roles. */
export function assertManages(actor: Standing, ...others: Role[]): void {
  for (const role of others) {
    if (managesRole(actor.role, role)) continue;
    throw new AppError("forbidden", `${actor.role} does not manage ${role}`, {
      details: { why: "role", role: actor.role, other: role },
    });
  }
}

/** Throws `last_owner` where nobody else could act as owner. */
export async function assertNotLastOwner(ctx: OrgContext, { userId, role }: Standing): Promise<void> {
  if (role === "owner" && (await countOtherOwners(ctx, userId)) === 0) {
    throw new AppError("last_owner", "nobody else is owner");
  }
}
