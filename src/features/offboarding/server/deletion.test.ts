import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { scopeOf } from "~/testing/scope";
import { type OffboardingFixture, startOffboarding } from "../testing/offboarding-fixture";

let at: OffboardingFixture;
beforeAll(async () => {
  at = await startOffboarding();
});
afterAll(() => at.close());

async function owners(): Promise<[OrgScope, OrgScope]> {
  const [first, second] = await at.team("owner", "owner");
  if (first === undefined || second === undefined) throw new Error("a team of two");
  return [first, second];
}

async function accountOf(orgId: string) {
  const { rows } = await at.db.owner.query("SELECT status FROM credit_account WHERE org_id = $1", [orgId]);
  return rows[0].status;
}

async function mailsOf(orgId: string) {
  const { rows } = await at.db.owner.query("SELECT template, user_id, props FROM mail_message WHERE org_id = $1", [
    orgId,
  ]);
  return rows;
}

test("an organisation is deleted seven days after an owner typed its name: spending stops at once, and every owner is told", async () => {
  const [mira, jonas] = await owners();
  const { deleteAfter } = await callerOf(mira).offboarding.askDeletion({ name: ` ${mira.org.name} ` });
  expect(deleteAfter.getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  expect(deleteAfter.getTime() - Date.now()).toBeLessThan(7.1 * 86_400_000);
  expect(await accountOf(mira.orgId)).toBe("frozen");
  const mails = await mailsOf(mira.orgId);
  expect(mails.map(({ user_id }) => user_id).sort()).toEqual([mira.userId, jonas.userId].sort());
  expect(mails[0]).toMatchObject({
    template: "organization-deletion",
    props: { org: mira.org.name, until: deleteAfter.toISOString() },
  });
  // Reading goes on, and the page knows the day.
  expect((await at.again(jonas)).org.deleteAfter).toEqual(deleteAfter);
  expect(await callerOf(jonas).chat.list({})).toMatchObject({ items: [] });
  expect((await at.audit(mira.orgId)).at(-1)).toMatchObject({
    action: "org.delete",
    actor_id: mira.userId,
    after: { deleteAfter: deleteAfter.toISOString() },
  });
});

test("a name that is not the organisation's changes nothing", async () => {
  const [mira] = await owners();
  const wrong = [mira.org.slug, mira.org.name.slice(1), `${mira.org.name}.`];
  for (const name of wrong) {
    await expect(callerOf(mira).offboarding.askDeletion({ name })).rejects.toMatchObject({
      cause: { code: "name_mismatch" },
    });
  }
  await expect(callerOf(mira).offboarding.askDeletion({ name: "  " })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect((await at.again(mira)).org.deleteAfter).toBeNull();
  expect(await mailsOf(mira.orgId)).toEqual([]);
});

test("nobody but an owner asks for it, sees what would go, or takes it back", async () => {
  const [owner, ...others] = await at.team("owner", "admin", "member", "viewer");
  if (owner === undefined) throw new Error("no owner");
  for (const other of others) {
    const { offboarding } = callerOf(other);
    for (const act of [
      () => offboarding.askDeletion({ name: other.org.name }),
      () => offboarding.undoDeletion(),
      () => offboarding.belongings(),
    ]) {
      await expect(act()).rejects.toMatchObject({ cause: { code: "forbidden" } });
    }
  }
  // Whose ownership was taken since the request came is none any more.
  const [late, heir] = await owners();
  await at.db.owner.query("UPDATE membership SET role = 'admin' WHERE user_id = $1", [late.userId]);
  await expect(callerOf(late).offboarding.askDeletion({ name: late.org.name })).rejects.toMatchObject({
    cause: { code: "forbidden" },
  });
  expect((await at.again(heir)).org.deleteAfter).toBeNull();
});

test("any owner takes it back in time, and the organisation spends again; asked for anew it has seven new days", async () => {
  const [mira, jonas] = await owners();
  await callerOf(mira).offboarding.askDeletion({ name: mira.org.name });
  await at.moveDeletion(mira.orgId, "1 minute");
  await callerOf(jonas).offboarding.undoDeletion();
  expect(await accountOf(mira.orgId)).toBe("active");
  expect((await at.again(mira)).org.deleteAfter).toBeNull();
  // Undone once more, it is what it is.
  await callerOf(mira).offboarding.undoDeletion();
  const { deleteAfter } = await callerOf(mira).offboarding.askDeletion({ name: mira.org.name });
  expect(deleteAfter.getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  expect(await mailsOf(mira.orgId)).toHaveLength(4);
});

test("once its day has come nobody takes it back", async () => {
  const [mira] = await owners();
  await callerOf(mira).offboarding.askDeletion({ name: mira.org.name });
  await at.moveDeletion(mira.orgId, "-1 second");
  await expect(callerOf(mira).offboarding.undoDeletion()).rejects.toMatchObject({ cause: { code: "deletion_over" } });
  expect(await accountOf(mira.orgId)).toBe("frozen");
});

test("asked for twice, also at once, it keeps its day and nobody is told twice", async () => {
  const [mira, jonas] = await owners();
  const days = await Promise.all(
    [mira, jonas, mira].map((who) => callerOf(who).offboarding.askDeletion({ name: who.org.name })),
  );
  expect(new Set(days.map(({ deleteAfter }) => deleteAfter.getTime())).size).toBe(1);
  expect(await mailsOf(mira.orgId)).toHaveLength(2);
});

test("what would go is counted with what colleagues keep to themselves, and is the organisation's alone", async () => {
  const [mira, jonas] = await owners();
  const other = await at.team("owner");
  for (const who of [jonas, ...other]) {
    await at.db.owner.query(
      `INSERT INTO conversation (id, org_id, user_id, title, model_id, last_message_at)
       VALUES (gen_random_uuid(), $1, $2, 'Their own', 'm', now())`,
      [who.orgId, who.userId],
    );
  }
  expect(await callerOf(mira).offboarding.belongings()).toEqual({
    members: 2,
    conversations: 1,
    files: 0,
    fileBytes: 0,
    keys: 0,
  });
});

test("a person's own organisation is deleted like any other", async () => {
  const [owner] = await at.team("owner");
  if (owner === undefined) throw new Error("no owner");
  await at.db.owner.query("UPDATE organization SET kind = 'personal' WHERE id = $1", [owner.orgId]);
  const own = await scopeOf(at.backend, owner.identity.subject, owner.org.slug);
  await callerOf(own).offboarding.askDeletion({ name: own.org.name });
  expect((await at.again(own)).org.deleteAfter).not.toBeNull();
});
