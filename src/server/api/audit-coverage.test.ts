import { afterAll, beforeAll, expect, test } from "vitest";
import { type Asked, askedProcedures, askedRoutes } from "../../../e2e/access/asked";
import { restorePlace } from "../../../e2e/access/member-rows";
import { type Policy, permissionOf } from "../../../e2e/access/policy";
import { createWorld, renewSession, type World } from "../../../e2e/access/world";
import { isPrivileged } from "../permissions";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Entries behind a privileged permission that change nothing which anybody could want to look up, and why. */
const leavesNothing: Record<string, string> = {
  "admin.checkLedger": "the check is kept with whoever asked for it",
  "admin.probePorts": "asks whether adapters answer",
  "organizations.startLogo": "makes room for an upload; the logo is changed by setLogo",
  "mail.sendTest": "a mail to oneself, which stands in the list of mails",
};

test("every privileged act leaves a line in the audit log, of its actor, in the organisation where it happened", async () => {
  const silent: string[] = [];
  const entries = [...askedProcedures(), ...(await askedRoutes())].filter(changesByPrivilege);
  expect(entries.length).toBeGreaterThan(10);
  for (const entry of entries) {
    const isOfPlatform = entry.policy === "superadmin";
    const who = world.actors.find(({ name }) => name === (isOfPlatform ? "superadmin" : "owner"));
    const owner = world.actors.find(({ name }) => name === "owner");
    if (who === undefined || owner === undefined) throw new Error("the world has no owner");
    const input = await entry.sample?.(world, owner, new Set());
    const before = await linesOf(who.userId);
    const reply = await entry.call({ cookie: who.cookie, org: world.a.slug }, input);
    if (entry.endsSession(input)) await renewSession(world.backend, who);
    if (entry.movesCaller) await restorePlace(world, who);
    const after = await linesOf(who.userId);
    if (reply.status >= 400) silent.push(`${entry.name} failed: ${reply.text.slice(0, 200)}`);
    if (after === before) silent.push(entry.name);
  }
  expect(silent.sort()).toEqual(Object.keys(leavesNothing).sort());
}, 120_000);

function changesByPrivilege(entry: Asked): boolean {
  const isChange = entry.kind === "mutation" || /^(POST|PUT|PATCH|DELETE) /.test(entry.name);
  return isChange && entry.policy !== null && isPrivilegedPolicy(entry.policy);
}

function isPrivilegedPolicy(policy: Policy): boolean {
  return policy === "superadmin" || (policy.startsWith("org:") && isPrivileged(permissionOf(policy)));
}

async function linesOf(actorId: string): Promise<number> {
  const { rows } = await world.db.owner.query<{ lines: number }>(
    "SELECT count(*)::int AS lines FROM audit_event WHERE actor_id = $1",
    [actorId],
  );
  return rows[0]?.lines ?? 0;
}
