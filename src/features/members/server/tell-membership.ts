import type { OrgScope } from "~/server/context";

/** Tells open tabs that what these people are in the organisation has changed. After the transaction. */
export function tellMembership(scope: OrgScope, ...userIds: string[]): void {
  for (const userId of userIds) scope.backend.events.publish(scope.orgId, { type: "membership", userId });
}
