import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg } from "~/server/db";
import type { OrgEvent } from "~/server/org-events";
import { roles } from "~/server/permissions";
import { callerOf } from "~/testing/caller";
import { createScope, scopeOf } from "~/testing/scope";
import { buildOrganization } from "../../../../prisma/builders/people";
import { type MembersFixture, startMembers } from "../testing/members-fixture";

let members: MembersFixture;
beforeAll(async () => {
  members = await startMembers();
});
afterAll(() => members.close());

const everyRole = ["owner", "owner", "admin", "admin", "member", "viewer"] as const;

test("an owner gives every role, an admin those of members and viewers to members and viewers, nobody else any", async () => {
  const allowed: string[] = [];
  for (const [place, actorRole] of [
    [0, "owner"],
    [2, "admin"],
    [4, "member"],
    [5, "viewer"],
  ] as const) {
    for (const target of [1, 3, 4, 5] as const) {
      for (const role of roles) {
        const team = await members.team(...everyRole);
        const subject = team[target === place ? 0 : target];
        const actor = team[place];
        if (subject === undefined || actor === undefined || target === place) continue;
        const done = await callerOf(actor)
          .members.changeRole({ userId: subject.userId, role })
          .then(
            () => true,
            (error: Error) => {
              expect(error.message).toBe("forbidden");
              return false;
            },
          );
        expect((await members.rolesIn(actor.orgId))[subject.userId]).toBe(done ? role : subject.role);
        if (done) allowed.push(`${actorRole}: ${subject.role} > ${role}`);
      }
    }
  }
  const ofOwner = ["owner", "admin", "member", "viewer"].flatMap((from) => roles.map((to) => `owner: ${from} > ${to}`));
  const ofAdmin = ["member", "viewer"].flatMap((from) => ["member", "viewer"].map((to) => `admin: ${from} > ${to}`));
  expect(allowed.sort()).toEqual([...ofOwner, ...ofAdmin].sort());
}, 60_000);

test("the last owner is not demoted and does not leave; the one before the last may go", async () => {
  const [mira, jonas] = await members.team("owner", "owner");
  if (mira === undefined || jonas === undefined) throw new Error("no team");
  await callerOf(mira).members.leave({ conversations: "keep" });
  await expect(callerOf(jonas).members.leave({ conversations: "keep" })).rejects.toThrow("last_owner");
  const demotion = { userId: jonas.userId, role: "admin" } as const;
  await expect(callerOf(jonas).members.changeRole(demotion)).rejects.toThrow("last_owner");
  expect(await members.rolesIn(jonas.orgId)).toEqual({ [jonas.userId]: "owner" });
});

test("an owner who is suspended does not count as one who stays", async () => {
  const [mira, jonas] = await members.team("owner", "owner");
  if (mira === undefined || jonas === undefined) throw new Error("no team");
  await members.db.owner.query(
    "UPDATE app_user_account SET suspended_at = now(), suspended_reason = 'x' WHERE id = $1",
    [jonas.userId],
  );
  await expect(callerOf(mira).members.leave({ conversations: "keep" })).rejects.toThrow("last_owner");
});

test("of two owners who demote, remove or leave each other at the same moment, one stays owner", async () => {
  for (let round = 0; round < 12; round += 1) {
    const [mira, jonas] = await members.team("owner", "owner");
    if (mira === undefined || jonas === undefined) throw new Error("no team");
    const acts = [
      () => [
        callerOf(mira).members.changeRole({ userId: jonas.userId, role: "viewer" }),
        callerOf(jonas).members.changeRole({ userId: mira.userId, role: "viewer" }),
      ],
      () => [
        callerOf(mira).members.remove({ userId: jonas.userId, conversations: "keep" }),
        callerOf(jonas).members.remove({ userId: mira.userId, conversations: "keep" }),
      ],
      () => [
        callerOf(mira).members.leave({ conversations: "keep" }),
        callerOf(jonas).members.leave({ conversations: "keep" }),
      ],
      () => [
        callerOf(mira).members.remove({ userId: jonas.userId, conversations: "keep" }),
        callerOf(mira).members.changeRole({ userId: jonas.userId, role: "viewer" }),
        callerOf(jonas).members.changeRole({ userId: mira.userId, role: "viewer" }),
      ],
    ];
    await Promise.allSettled(acts[round % acts.length]?.() ?? []);
    expect(Object.values(await members.rolesIn(mira.orgId)).filter((role) => role === "owner")).toHaveLength(1);
  }
});

test("the database itself lets no organisation lose its last owner, also of two at the same moment", async () => {
  const [mira, jonas] = await members.team("owner", "owner");
  if (mira === undefined || jonas === undefined) throw new Error("no team");
  const demote = (who: typeof mira) =>
    inOrg(who.backend.database, who, (db) =>
      db.membership.updateMany({ where: { orgId: who.orgId, userId: who.userId }, data: { role: "viewer" } }),
    );
  const outcomes = await Promise.allSettled([demote(mira), demote(jonas)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const last = Object.entries(await members.rolesIn(mira.orgId)).find(([, role]) => role === "owner")?.[0] ?? "";
  await expect(
    members.db.owner.query("DELETE FROM membership WHERE org_id = $1 AND user_id = $2", [mira.orgId, last]),
  ).rejects.toMatchObject({ code: "CP301" });
});

test("who was lowered while their page was open does nothing more by what they were", async () => {
  const [mira, jonas, lena] = await members.team("owner", "admin", "member");
  if (mira === undefined || jonas === undefined || lena === undefined) throw new Error("no team");
  await callerOf(mira).members.changeRole({ userId: jonas.userId, role: "viewer" });
  // The scope is the one that the request came with before the change.
  await expect(callerOf(jonas).members.changeRole({ userId: lena.userId, role: "viewer" })).rejects.toThrow(
    "forbidden",
  );
  await callerOf(mira).members.remove({ userId: jonas.userId, conversations: "keep" });
  await expect(callerOf(jonas).members.leave({ conversations: "keep" })).rejects.toThrow("not_found");
  expect((await members.rolesIn(mira.orgId))[lena.userId]).toBe("member");
});

test("an id of another organisation and one that nobody has are answered alike, and change nothing", async () => {
  const [mira] = await members.team("owner");
  const [stranger] = await members.team("owner", "owner");
  if (mira === undefined || stranger === undefined) throw new Error("no team");
  for (const userId of [stranger.userId, randomUUID()]) {
    for (const attempt of [
      () => callerOf(mira).members.changeRole({ userId, role: "viewer" }),
      () => callerOf(mira).members.changeLimit({ userId, tokensPerMonth: 5 }),
      () => callerOf(mira).members.remove({ userId, conversations: "delete" }),
    ]) {
      await expect(attempt()).rejects.toThrow("not_found");
    }
  }
  expect((await members.rolesIn(stranger.orgId))[stranger.userId]).toBe("owner");
});

test("a limit of 0 is none; any other is what the gate is given from the next request", async () => {
  const [mira, lena] = await members.team("owner", "member");
  if (mira === undefined || lena === undefined) throw new Error("no team");
  const { userId } = lena;
  await callerOf(mira).members.changeLimit({ userId, tokensPerMonth: 2_000_000 });
  expect((await scopeOf(lena.backend, lena.identity.subject, lena.org.slug)).tokensPerMonth).toBe(2_000_000);
  await callerOf(mira).members.changeLimit({ userId, tokensPerMonth: 0 });
  const { rows } = await members.db.owner.query("SELECT tokens_per_month FROM membership WHERE user_id = $1", [userId]);
  expect(rows).toEqual([{ tokens_per_month: null }]);
  for (const tokensPerMonth of [-1, 1.5, Number.NaN, 1e15]) {
    await expect(callerOf(mira).members.changeLimit({ userId, tokensPerMonth })).rejects.toThrow();
  }
});

test("nobody leaves or hands over a personal organisation, and nobody removes themselves", async () => {
  const mira = await createScope(members.backend);
  const home = await buildOrganization(members.backend, { ownerId: mira.userId, kind: "personal" });
  const there = await scopeOf(members.backend, mira.identity.subject, home.slug);
  await expect(callerOf(there).members.leave({ conversations: "keep" })).rejects.toThrow("personal_org");
  const offer = { userId: randomUUID(), password: "x" };
  await expect(callerOf(there).members.offerOwnership(offer)).rejects.toThrow("personal_org");
  const self = { userId: mira.userId, conversations: "keep" } as const;
  await expect(callerOf(mira).members.remove(self)).rejects.toThrow("bad_input");
});

test("each act leaves a line of who, as what, to whom; one that changes nothing leaves none", async () => {
  const [mira, jonas, lena] = await members.team("owner", "admin", "member");
  if (mira === undefined || jonas === undefined || lena === undefined) throw new Error("no team");
  const { userId } = lena;
  await callerOf(jonas).members.changeRole({ userId, role: "viewer" });
  await callerOf(jonas).members.changeRole({ userId, role: "viewer" });
  await callerOf(jonas).members.changeLimit({ userId, tokensPerMonth: 10 });
  await callerOf(jonas).members.changeLimit({ userId, tokensPerMonth: 10 });
  await callerOf(mira).members.remove({ userId, conversations: "delete" });
  await callerOf(jonas).members.leave({ conversations: "keep" });
  const line = (who: typeof mira, action: string, subject: string, after: object) => ({
    action,
    actor_id: who.userId,
    actor_role: who.role,
    subject,
    after,
  });
  expect(await members.audit(mira.orgId)).toEqual([
    line(jonas, "members.update", userId, { role: "viewer" }),
    line(jonas, "members.update", userId, { tokensPerMonth: "10" }),
    line(mira, "members.remove", userId, { conversations: "delete" }),
    line(jonas, "org.leave", jonas.userId, { conversations: "keep" }),
  ]);
});

test("whoever goes is told to the background with what is to become of their conversations, and to open tabs", async () => {
  const [mira, lena] = await members.team("owner", "member");
  if (mira === undefined || lena === undefined) throw new Error("no team");
  const stop = new AbortController();
  const heard: OrgEvent[] = [];
  const listening = (async () => {
    for await (const event of mira.backend.events.subscribe(mira.orgId, stop.signal)) {
      if (event.type === "membership") heard.push(event);
      if (heard.length === 2) stop.abort();
    }
  })();
  await callerOf(mira).members.changeRole({ userId: lena.userId, role: "viewer" });
  await callerOf(mira).members.remove({ userId: lena.userId, conversations: "delete" });
  await listening;
  expect(heard).toEqual([
    { type: "membership", userId: lena.userId },
    { type: "membership", userId: lena.userId },
  ]);
  const { rows } = await members.db.owner.query(
    "SELECT data AS payload FROM event_outbox WHERE org_id = $1 AND name = 'members/removed'",
    [mira.orgId],
  );
  expect(rows).toEqual([{ payload: { userId: lena.userId, conversations: "delete", at: expect.any(String) } }]);
});
