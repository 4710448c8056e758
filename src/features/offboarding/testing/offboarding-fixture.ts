import { type MembersFixture, startMembers } from "~/features/members/testing/members-fixture";
import type { OrgScope } from "~/server/context";
import { scopeOf } from "~/testing/scope";

export type OffboardingFixture = MembersFixture & {
  /** Moves the day of a deletion that was asked for, by an interval from now. */
  moveDeletion(orgId: string, interval: string): Promise<void>;
  /** The same person as the next request of theirs has them. */
  again(scope: OrgScope): Promise<OrgScope>;
};

export async function startOffboarding(): Promise<OffboardingFixture> {
  const members = await startMembers();
  return {
    ...members,
    async moveDeletion(orgId, interval) {
      await members.db.owner.query("UPDATE organization SET delete_after = now() + $2::interval WHERE id = $1", [
        orgId,
        interval,
      ]);
    },
    again: (scope) => scopeOf(scope.backend, scope.identity.subject, scope.org.slug),
  };
}
