import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { managesRole, type Role } from "~/server/permissions";

/** Nobody gives a role that they may not manage, nor touches an invitation to one. Throws `forbidden`. */
export function assertMayGive(scope: OrgScope, role: Role): void {
  if (managesRole(scope.role, role)) return;
  throw new AppError("forbidden", `${scope.role} may not give ${role}`, {
    details: { permission: "members.invite", role: scope.role, wanted: role },
  });
}
