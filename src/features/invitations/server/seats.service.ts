import { AppError } from "~/lib/app-error";
import type { OrgDb } from "~/server/db";
import { countSeats, lockOrganization, ownerNames } from "./seats.repository";

/** `allowed` null is no limit. `invited` are open invitations that have not expired: each holds a seat. */
export type Seats = { allowed: number | null; members: number; invited: number };

export type HeldOrg = Seats & { slug: string; name: string; now: Date };

/**
 * Holds the organisation until the transaction ends, and counts its seats: whoever gives or takes one does so one after the
 * other. Null where there is no such organisation, or it is erased.
 * @param freed addresses whose invitations are not counted, since they are about to be renewed or used.
 */
export async function holdSeats(db: OrgDb, orgId: string, freed: readonly string[] = []): Promise<HeldOrg | null> {
  const org = await lockOrganization(db, orgId);
  // Counted after the lock, by a statement of its own: one that waited would count what was there before.
  return org === null ? null : { ...org, ...(await countSeats(db, orgId, freed)) };
}

/** Throws `seats_full`, with how many are used and allowed and who can do something about it. */
export async function assertSeats(db: OrgDb, orgId: string, seats: Seats, wanted: number): Promise<void> {
  const used = seats.members + seats.invited;
  if (seats.allowed === null || used + wanted <= seats.allowed) return;
  const owners = await ownerNames(db, orgId);
  throw new AppError("seats_full", "no seat left", { details: { used, allowed: seats.allowed, wanted, owners } });
}
