import type { OrgContext } from "~/server/context";
import { roleHas, roles } from "~/server/permissions";
import { listMembersByRole } from "./organizations.repository";

/** Names of the people who can add credits, for whoever stands before an empty balance. */
export async function listBuyers(ctx: OrgContext): Promise<{ id: string; name: string }[]> {
  const members = await listMembersByRole(
    ctx,
    roles.filter((role) => roleHas(role, "credits.buy")),
  );
  return members.map(({ user }) => user);
}
