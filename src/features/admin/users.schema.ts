import { z } from "zod";
import { sortValueLength } from "./admin-limits";
import { reasonLength, reasonMin, seatsMax, userSearchLength, userShows, userSorts } from "./users-limits";

const id = z.uuid();
const printable = /^[^\p{Cc}]*$/u;

/** Shown to whoever is suspended, and kept in the audit log. */
export const Reason = z.string().trim().min(reasonMin).max(reasonLength).regex(printable);

/** `cursor` names the person that the page lies beyond, with the value that they were sorted by. */
export const ListUsersInput = z.strictObject({
  search: z.string().trim().max(userSearchLength).regex(printable).nullish(),
  show: z.enum(userShows).nullish(),
  sort: z.enum(userSorts).default("created"),
  descending: z.boolean().default(true),
  cursor: z
    .strictObject({
      direction: z.enum(["next", "previous"]),
      value: z.string().max(sortValueLength).regex(printable),
      id,
    })
    .nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListUsersInput = z.output<typeof ListUsersInput>;
export type ListUsersQuestion = z.input<typeof ListUsersInput>;

export const UserInput = z.strictObject({ userId: id });
export const SetSuperadminInput = z.strictObject({ userId: id, isSuperadmin: z.boolean() });
export const SuspendUserInput = z.strictObject({ userId: id, reason: Reason });
export const SuspendOrgInput = z.strictObject({ orgId: id, reason: Reason });
/** Null is no limit. */
export const SetSeatsInput = z.strictObject({ orgId: id, seats: z.int().min(1).max(seatsMax).nullable() });

/** Minutes are one of a few, so that nobody leaves the door open. */
export const ActAsInput = z.strictObject({
  orgId: id,
  memberId: id,
  reason: Reason,
  minutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
});
export type ActAsInput = z.output<typeof ActAsInput>;
