import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { managesRole, type Role, roles } from "~/server/permissions";
import { callerOf } from "~/testing/caller";
import { testPassword } from "~/testing/scope";
import { type MembersFixture, startMembers } from "../testing/members-fixture";

let members: MembersFixture;
beforeAll(async () => {
  members = await startMembers();
});
afterAll(() => members.close());

const person = fc.nat(5);
const anyAct = fc.oneof(
  fc.record({ kind: fc.constant("role" as const), by: person, to: person, role: fc.constantFrom(...roles) }),
  fc.record({ kind: fc.constant("remove" as const), by: person, to: person }),
  fc.record({ kind: fc.constant("leave" as const), by: person }),
  fc.record({ kind: fc.constant("offer" as const), by: person, to: person }),
  fc.record({ kind: fc.constant("accept" as const), by: person }),
  fc.record({ kind: fc.constant("withdraw" as const), by: person }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

const acts: Record<Act["kind"], (by: OrgScope, to: OrgScope, act: Act, offer: string) => Promise<unknown>> = {
  role: (by, to, act) =>
    callerOf(by).members.changeRole({ userId: to.userId, role: act.kind === "role" ? act.role : "viewer" }),
  remove: (by, to) => callerOf(by).members.remove({ userId: to.userId, conversations: "keep" }),
  leave: (by) => callerOf(by).members.leave({ conversations: "keep" }),
  offer: (by, to) => callerOf(by).members.offerOwnership({ userId: to.userId, password: testPassword }),
  accept: (by, _to, _act, transferId) => callerOf(by).members.acceptOwnership({ transferId }),
  withdraw: (by, _to, _act, transferId) => callerOf(by).members.withdrawOwnership({ transferId }),
};

test("after any acts of anybody, some of them at the same moment, there is an owner", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyAct, { minLength: 1, maxLength: 3 }), { maxLength: 10 }), async (batches) => {
      const team = await members.team("owner", "owner", "admin", "member", "viewer", "viewer");
      const orgId = team[0]?.orgId ?? "";
      for (const batch of batches) {
        const offer = await openOffer(orgId);
        const now = await members.rolesIn(orgId);
        await Promise.allSettled(batch.map((act) => run(team, now, act, offer)));
        expect(Object.values(await members.rolesIn(orgId))).toContain("owner");
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

test("nobody gets a role by an act of somebody who could not give it, or loses one to somebody who does not manage it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { maxLength: 25 }), async (sequence) => {
      const team = await members.team("owner", "owner", "admin", "member", "viewer", "viewer");
      const orgId = team[0]?.orgId ?? "";
      for (const act of sequence) {
        const offer = await openOffer(orgId);
        const before = await members.rolesIn(orgId);
        await run(team, before, act, offer).catch(() => undefined);
        const after = await members.rolesIn(orgId);
        for (const { userId } of team) {
          if (before[userId] === after[userId]) continue;
          expect(explains(act, team, userId, before, after[userId])).toBe(true);
        }
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** With the role that a request would have brought a moment ago; whoever is gone still has their page open. */
function run(team: OrgScope[], now: Record<string, Role>, act: Act, offer: string): Promise<unknown> {
  const by = team[act.by];
  const to = team["to" in act ? act.to : act.by];
  if (by === undefined || to === undefined) return Promise.resolve();
  return acts[act.kind]({ ...by, role: now[by.userId] ?? by.role }, to, act, offer);
}

/** Whether the act accounts for the change of this person's role; `now` is undefined where they are gone. */
function explains(
  act: Act,
  team: OrgScope[],
  userId: string,
  before: Record<string, Role>,
  now: Role | undefined,
): boolean {
  const actor = team[act.by]?.userId ?? "";
  const [own, was] = [before[actor], before[userId]];
  if (own === undefined || was === undefined) return false;
  if (act.kind === "leave") return userId === actor && now === undefined;
  if (act.kind === "remove") return now === undefined && managesRole(own, was);
  if (act.kind === "role") return now !== undefined && managesRole(own, was) && managesRole(own, now);
  // Handed over by an owner to the one who accepts.
  if (act.kind === "accept") return userId === actor ? now === "owner" : was === "owner" && now === "admin";
  return false;
}

async function openOffer(orgId: string): Promise<string> {
  const { rows } = await members.db.owner.query<{ id: string }>(
    "SELECT id FROM ownership_transfer WHERE org_id = $1 AND ended_at IS NULL",
    [orgId],
  );
  return rows[0]?.id ?? randomUUID();
}
