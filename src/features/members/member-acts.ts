import { type Holder, holderHas, managesRole, type Role, roles } from "~/server/permissions";
import type { MemberActs } from "./members.schema";

type Reader = Holder & { userId: string; org: { kind: "personal" | "team" } };
type Subject = { userId: string; role: Role; isSuspended: boolean };

/** What the reader may do to a member, for the screen. The services look again, at what is true then. */
export function actsOn(reader: Reader, member: Subject, owners: number): MemberActs {
  const isYou = member.userId === reader.userId;
  const isLastOwner = member.role === "owner" && owners <= 1 && !member.isSuspended;
  const manages = managesRole(reader.role, member.role);
  const mayUpdate = manages && holderHas(reader, "members.update");
  const isTeam = reader.org.kind === "team";
  return {
    roles: mayUpdate && !isLastOwner ? roles.filter((role) => managesRole(reader.role, role)) : [],
    limit: mayUpdate,
    remove: manages && holderHas(reader, "members.remove") && !isYou && !isLastOwner,
    offer: isTeam && holderHas(reader, "org.transfer") && !isYou && member.role !== "owner" && !member.isSuspended,
    leave: isTeam && isYou && holderHas(reader, "org.leave") && !isLastOwner,
  };
}
