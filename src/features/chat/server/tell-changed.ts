import type { OrgScope } from "~/server/context";

/** Tells the person's other tabs that a conversation changed. */
export function tellChanged(scope: OrgScope, conversationId: string, change: "changed" | "removed"): void {
  scope.backend.events.publish(scope.orgId, { type: "conversation", userId: scope.userId, conversationId, change });
}
