import { newOrg, newPerson } from "./platform-rows";
import type { Sample } from "./samples";
import { canary } from "./world";

const reason = "Unpaid bills";

/** What the console does with people and organisations. Whom it is done to is new: the other cells stay as they are. */
export const platformSamples: Record<string, Sample> = {
  "users.list": async (_world, owner) => ({
    search: canary,
    show: "superadmin",
    sort: "name",
    cursor: { direction: "next", value: "", id: owner.userId },
    limit: 10,
  }),
  "users.read": async (_world, owner) => ({ userId: owner.userId }),
  "users.setSuperadmin": async (world) => ({ userId: await newPerson(world), isSuperadmin: true }),
  "users.suspend": async (world) => ({ userId: await newPerson(world), reason }),
  "users.lift": async (world) => ({ userId: await newPerson(world, true) }),
  "admin.suspendOrg": async (world) => ({ orgId: (await newOrg(world)).orgId, reason }),
  "admin.liftOrg": async (world) => ({ orgId: (await newOrg(world, true)).orgId }),
  "admin.setSeats": async (world) => ({ orgId: (await newOrg(world)).orgId, seats: 5 }),
};
