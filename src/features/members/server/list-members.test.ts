import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createScope } from "~/testing/scope";
import { type MembersFixture, startMembers } from "../testing/members-fixture";

let members: MembersFixture;
beforeAll(async () => {
  members = await startMembers();
});
afterAll(() => members.close());

async function use(scope: OrgScope, tokens: number, ucr: number, when = "app_now()"): Promise<void> {
  await members.db.owner.query(
    `INSERT INTO member_period_usage (org_id, user_id, period_start, tokens_used, charged_ucr, hour_start)
     SELECT $1, $2, date_trunc('month', (${when}) AT TIME ZONE a.time_zone)::date, $3, $4, now()
     FROM credit_account a WHERE a.org_id = $1`,
    [scope.orgId, scope.userId, tokens, ucr],
  );
}

async function team() {
  const [mira, jonas, lena, nils] = await members.team("owner", "admin", "member", "viewer");
  if (mira === undefined || jonas === undefined || lena === undefined || nils === undefined) throw new Error("no team");
  await use(mira, 300, 3_000_000);
  await use(lena, 500, 1_000_000);
  await use(lena, 9_000, 9_000_000, "app_now() - interval '40 days'");
  return { mira, jonas, lena, nils };
}

test("owners and admins see what everybody used this month; members and viewers their own alone, whatever they sort by", async () => {
  const { mira, jonas, lena, nils } = await team();
  for (const manager of [mira, jonas]) {
    const { members: list } = await callerOf(manager).members.list({ sort: "tokens", descending: true });
    expect(list.map(({ userId, usage }) => [userId, usage?.tokensUsed])).toEqual(
      expect.arrayContaining([
        [lena.userId, 500],
        [mira.userId, 300],
        [nils.userId, 0],
      ]),
    );
    expect(list.slice(0, 2).map(({ userId }) => userId)).toEqual([lena.userId, mira.userId]);
  }
  for (const reader of [lena, nils]) {
    const byName = await callerOf(reader).members.list({});
    for (const sort of ["tokens", "credits"] as const) {
      const { members: list } = await callerOf(reader).members.list({ sort, descending: true });
      expect(list).toEqual(byName.members);
      expect(list.filter(({ usage }) => usage !== null).map(({ userId }) => userId)).toEqual([reader.userId]);
    }
  }
});

test("what a reader may do to whom stands in each row, and is what the services allow", async () => {
  const { mira, jonas, lena, nils } = await team();
  const rows = async (reader: OrgScope) => {
    const { members: list } = await callerOf(reader).members.list({ sort: "role" });
    return Object.fromEntries(list.map(({ userId, acts }) => [userId, acts]));
  };
  const none = { roles: [], limit: false, remove: false, offer: false, leave: false };
  expect(await rows(mira)).toEqual({
    [mira.userId]: { ...none, limit: true },
    ...Object.fromEntries(
      [jonas, lena, nils].map(({ userId }) => [
        userId,
        { roles: ["owner", "admin", "member", "viewer"], limit: true, remove: true, offer: true, leave: false },
      ]),
    ),
  });
  const managed = { roles: ["member", "viewer"], limit: true, remove: true, offer: false, leave: false };
  expect(await rows(jonas)).toEqual({
    [mira.userId]: none,
    [jonas.userId]: { ...none, leave: true },
    [lena.userId]: managed,
    [nils.userId]: managed,
  });
  for (const reader of [lena, nils]) {
    const own = { [reader.userId]: { ...none, leave: true } };
    const others = [mira, jonas, lena, nils].filter((each) => each !== reader);
    expect(await rows(reader)).toEqual({ ...Object.fromEntries(others.map((each) => [each.userId, none])), ...own });
  }
});

test("people are found by a part of their name or address in any case and script, and patterns are plain text", async () => {
  const [mira] = await members.team("owner");
  if (mira === undefined) throw new Error("no team");
  const org = { id: mira.orgId, slug: mira.org.slug };
  const olga = await createScope(members.backend, { role: "member", org, name: "Ольга Ёлкина" });
  const odd = await createScope(members.backend, { role: "viewer", org, name: "100%_sure\\" });
  const found = async (search: string) => {
    const list = await callerOf(mira).members.list({ search });
    expect(list.total).toBe(3);
    return list.members.map(({ userId }) => userId);
  };
  expect(await found("ЁЛКИ")).toEqual([olga.userId]);
  expect(await found(olga.user.email.toUpperCase())).toEqual([olga.userId]);
  expect(await found("%_s")).toEqual([odd.userId]);
  expect(await found("sure\\")).toEqual([odd.userId]);
  expect(await found("nobody of that name")).toEqual([]);
  const viewers = await callerOf(mira).members.list({ role: "viewer" });
  expect(viewers.members.map(({ userId }) => userId)).toEqual([odd.userId]);
});

describe("with 5,000 members", () => {
  let mira: OrgScope;
  beforeAll(async () => {
    const [first] = await members.team("owner");
    if (first === undefined) throw new Error("no team");
    mira = first;
    await members.db.owner.query(
      `WITH people AS (INSERT INTO app_user_account (id, email, name)
         SELECT gen_random_uuid(), 'crowd' || n || '@people.example', 'Crowd ' || lpad(n::text, 4, '0') FROM generate_series(1, 4999) n
         RETURNING id)
       INSERT INTO membership (org_id, user_id, role) SELECT $1, id, 'member' FROM people`,
      [mira.orgId],
    );
    await members.db.owner.query("ANALYZE");
  });

  test("pages neither miss nor repeat anybody, and a page past the last is the last", async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 50; page += 1) {
      const list = await callerOf(mira).members.list({ page, size: 100, sort: "joined" });
      seen.push(...list.members.map(({ userId }) => userId));
    }
    expect(new Set(seen).size).toBe(5_000);
    const last = await callerOf(mira).members.list({ page: 99_999, size: 100, sort: "name" });
    expect(last).toMatchObject({ page: 50, pages: 50, found: 5_000, total: 5_000 });
    expect(last.members).toHaveLength(100);
  });

  test("a page comes in a fifth of a second, however it is sorted and searched", async () => {
    for (const sort of ["name", "role", "joined", "active", "tokens", "credits"] as const) {
      const since = performance.now();
      await callerOf(mira).members.list({ sort, descending: true, page: 100, search: "crowd" });
      expect(performance.now() - since, sort).toBeLessThan(200);
    }
  });
});
