import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Backend, inOrgContext, type OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend, scopeOf } from "~/testing/scope";
import { buildMembership } from "../../../../prisma/builders/people";
import { changeSlug } from "./change-slug.service";
import { foundOrganization } from "./found-organization.service";
import { homeOf } from "./list-organizations.service";
import { noteLastOrganization } from "./note-last-organization.service";

let db: TestDatabase;
let backend: Backend;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const move = (scope: OrgScope, slug: string) => inOrgContext(scope, (ctx) => changeSlug(ctx, slug));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code,
  );
const linesOf = async (orgId: string) =>
  (await db.owner.query("SELECT action, before, after FROM audit_event WHERE org_id = $1 ORDER BY seq", [orgId])).rows;

describe("another organisation", () => {
  test("is a team that its founder owns, without credits, and leaves a line", async () => {
    const person = await createScope(backend);
    const { slug } = await foundOrganization(person, { name: "Nordlys", timeZone: "Europe/Oslo" });
    const there = await scopeOf(backend, person.identity.subject, slug);
    expect(there).toMatchObject({ role: "owner", org: { kind: "team", name: "Nordlys", timeZone: "Europe/Oslo" } });
    const { rows } = await db.owner.query(
      "SELECT posted_ucr::int AS posted, time_zone FROM credit_account WHERE org_id = $1",
      [there.orgId],
    );
    expect(rows).toEqual([{ posted: 0, time_zone: "Europe/Oslo" }]);
    expect(await linesOf(there.orgId)).toMatchObject([{ action: "org.create", after: { name: "Nordlys", slug } }]);
  });

  test("is refused past twenty of one person's, also when many are asked for at once", async () => {
    const person = await createScope(backend);
    const codes = await Promise.all(
      Array.from({ length: 25 }, (_, n) => codeOf(foundOrganization(person, { name: `Many ${n}` }))),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(19);
    expect(codes.filter((code) => code === "org_limit")).toHaveLength(6);
  });
});

describe("an address", () => {
  test("that was changed leads on to the new one, and nobody else gets it", async () => {
    const mine = await createScope(backend);
    const theirs = await createScope(backend);
    const before = mine.org.slug;
    await move(mine, "moved-once");
    const byOld = await scopeOf(backend, mine.identity.subject, before);
    expect(byOld).toMatchObject({ orgId: mine.orgId, org: { slug: "moved-once" } });
    expect(await codeOf(move(theirs, before))).toBe("slug_taken");
    expect(await codeOf(move(theirs, "moved-once"))).toBe("slug_taken");
    const { slug } = await foundOrganization(theirs, { name: before.replaceAll("-", " ") });
    expect(slug).not.toBe(before);
    expect(await linesOf(mine.orgId)).toMatchObject([{ before: { slug: before }, after: { slug: "moved-once" } }]);
  });

  test("may be taken back by whoever had it", async () => {
    const mine = await createScope(backend);
    const before = mine.org.slug;
    await move(mine, "there-and-back");
    await move(await scopeOf(backend, mine.identity.subject, "there-and-back"), before);
    expect((await scopeOf(backend, mine.identity.subject, "there-and-back")).org.slug).toBe(before);
  });

  test("that two want at once goes to one of them", async () => {
    const scopes = await Promise.all(Array.from({ length: 6 }, () => createScope(backend)));
    const codes = await Promise.all(scopes.map((scope) => codeOf(move(scope, "wanted-by-six"))));
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "slug_taken")).toHaveLength(5);
  });

  test.each([
    "а-cyrillic",
    "new",
    "api",
    "-a",
    "a--b",
    "xn--80ak6aa92e",
    "a",
    "A B",
    "ab/cd",
    "ab\u0000",
    "x".repeat(41),
  ])("that looks like another one or is none is refused: %j", async (slug) => {
    const owner = await createScope(backend);
    expect(await codeOf(callerOf(owner).organizations.changeSlug({ slug }))).toBe("BAD_REQUEST");
  });
});

describe("what an organisation is", () => {
  test("changes by name, and the line says what it was; what stays the same leaves none", async () => {
    const owner = await createScope(backend);
    const { update } = callerOf(owner).organizations;
    await update({ name: "Renamed", timeZone: "Asia/Almaty", locale: "ru", currency: "RUB" });
    await update({ name: "Renamed" });
    const after = await scopeOf(backend, owner.identity.subject, owner.org.slug);
    expect(after.org).toMatchObject({ name: "Renamed", timeZone: "Asia/Almaty", locale: "ru", currency: "RUB" });
    expect(await linesOf(owner.orgId)).toMatchObject([
      { action: "org.update", before: { timeZone: "UTC", currency: "USD" }, after: { name: "Renamed" } },
    ]);
  });

  test.each([{ timeZone: "Mars/Base" }, { currency: "XXX" }, { locale: "de" }, { name: " " }, { kind: "personal" }])(
    "is refused where there is no such thing: %j",
    async (input) => {
      const owner = await createScope(backend);
      const asked = Reflect.apply(callerOf(owner).organizations.update, undefined, [input]);
      await expect(asked).rejects.toMatchObject({ code: "BAD_REQUEST" });
    },
  );

  test("becomes a team's from a person's, with what it has, and never goes back", async () => {
    const person = await createScope(backend);
    await db.owner.query("UPDATE organization SET kind = 'personal' WHERE id = $1", [person.orgId]);
    const { update } = callerOf(person).organizations;
    await update({ kind: "team", name: "Nordlys Frakt" });
    await update({ kind: "team" });
    const after = await scopeOf(backend, person.identity.subject, person.org.slug);
    expect(after).toMatchObject({ orgId: person.orgId, org: { kind: "team", name: "Nordlys Frakt" } });
    expect(await linesOf(person.orgId)).toMatchObject([{ before: { kind: "personal" }, after: { kind: "team" } }]);
    await expect(Reflect.apply(update, undefined, [{ kind: "personal" }])).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  test("is not for members to change", async () => {
    const member = await createScope(backend, { role: "member" });
    expect(await codeOf(callerOf(member).organizations.update({ name: "Mine now" }))).toBe("forbidden");
  });
});

test("the next sign-in leads to where the person was last, as long as they belong there", async () => {
  const person = await createScope(backend);
  const { org, orgId } = await createScope(backend);
  await buildMembership(backend, { orgId, userId: person.userId, role: "member" });
  await noteLastOrganization(await scopeOf(backend, person.identity.subject, org.slug));
  const now = await scopeOf(backend, person.identity.subject, person.org.slug);
  expect(await homeOf(now)).toBe(`/o/${org.slug}/chat`);
  await db.owner.query("DELETE FROM membership WHERE org_id = $1 AND user_id = $2", [orgId, person.userId]);
  expect(await homeOf(now)).toBe(`/o/${person.org.slug}/chat`);
});
