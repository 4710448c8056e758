import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBetterAuthAdapter } from "~/adapters/auth/better-auth";
import { enter } from "~/features/accounts/server/enter.service";
import { watchBalance } from "~/features/credits/server/watch-balance.service";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { buildPerson } from "../../../../prisma/builders/people";

let db: TestDatabase;
let backend: Backend;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, {
    models: noModels,
    settings: { superadminEmails: ["named@platform.example"] },
  });
});
beforeEach(() => db.owner.query("UPDATE app_user_account SET is_superadmin = false"));
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

async function superadmin(): Promise<OrgScope> {
  const scope = await createScope(backend);
  await db.owner.query("UPDATE app_user_account SET is_superadmin = true WHERE id = $1", [scope.userId]);
  return { ...scope, user: { ...scope.user, isSuperadmin: true } };
}

const usersOf = (scope: OrgScope) => callerOf(scope, { org: null }).users;
const headersOf = (subject: string) => new Headers({ "x-test-subject": subject });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
  );

async function actsOn(subject: string) {
  const { rows } = await db.owner.query(
    "SELECT action, actor_id, actor_role, org_id, reason FROM audit_event WHERE subject = $1 ORDER BY at, seq",
    [subject],
  );
  return rows;
}

describe("who runs the platform", () => {
  test("a superadmin makes another and unmakes them, and the log has both", async () => {
    const [one, two] = [await superadmin(), await createScope(backend)];
    await usersOf(one).setSuperadmin({ userId: two.userId, isSuperadmin: true });
    const entered = await enter(backend, headersOf(two.identity.subject), null, "");
    expect(entered?.user.user.isSuperadmin).toBe(true);
    await usersOf(one).setSuperadmin({ userId: two.userId, isSuperadmin: true });
    await usersOf(one).setSuperadmin({ userId: two.userId, isSuperadmin: false });
    expect((await enter(backend, headersOf(two.identity.subject), null, ""))?.user.user.isSuperadmin).toBe(false);
    const line = { action: "person.superadmin", actor_id: one.userId, actor_role: "superadmin", org_id: null };
    expect(await actsOn(two.userId)).toMatchObject([line, line]);
  });

  test("the last one stays, also for themselves; with another one they may go", async () => {
    const one = await superadmin();
    const oneself = { userId: one.userId, isSuperadmin: false };
    expect(await codeOf(usersOf(one).setSuperadmin(oneself))).toBe("last_superadmin");
    const two = await superadmin();
    await db.owner.query("UPDATE app_user_account SET suspended_at = now(), suspended_reason = 'away' WHERE id = $1", [
      two.userId,
    ]);
    // Whoever is suspended runs nothing.
    expect(await codeOf(usersOf(one).setSuperadmin(oneself))).toBe("last_superadmin");
    await usersOf(one).lift({ userId: two.userId });
    expect(await codeOf(usersOf(one).setSuperadmin(oneself))).toBe("ok");
  });

  test("whom the configuration names counts, and is not unmade here", async () => {
    const one = await superadmin();
    const named = await buildPerson(backend, { email: "named@platform.example" });
    expect(await codeOf(usersOf(one).setSuperadmin({ userId: named.id, isSuperadmin: false }))).toBe(
      "superadmin_configured",
    );
    expect(await usersOf(one).read({ userId: named.id })).toMatchObject({ isSuperadmin: true, isConfigured: true });
    expect(await codeOf(usersOf(one).setSuperadmin({ userId: one.userId, isSuperadmin: false }))).toBe("ok");
    await db.owner.query("DELETE FROM app_user_account WHERE id = $1", [named.id]);
  });

  test("of superadmins who unmake each other at the same moment, one is left", async () => {
    for (let round = 0; round < 5; round++) {
      await db.owner.query("UPDATE app_user_account SET is_superadmin = false");
      const [one, two] = [await superadmin(), await superadmin()];
      const codes = await Promise.all([
        codeOf(usersOf(one).setSuperadmin({ userId: two.userId, isSuperadmin: false })),
        codeOf(usersOf(two).setSuperadmin({ userId: one.userId, isSuperadmin: false })),
      ]);
      expect(codes.sort()).toEqual(["forbidden", "ok"]);
      const { rows } = await db.owner.query("SELECT FROM app_user_account WHERE is_superadmin");
      expect(rows).toHaveLength(1);
    }
  });

  test("nobody makes somebody who is not there, or without being a superadmin", async () => {
    const one = await superadmin();
    const userId = crypto.randomUUID();
    expect(await codeOf(usersOf(one).setSuperadmin({ userId, isSuperadmin: true }))).toBe("not_found");
    expect(await codeOf(usersOf(one).read({ userId }))).toBe("not_found");
    const stranger = await createScope(backend);
    expect(await codeOf(usersOf(stranger).setSuperadmin({ userId: stranger.userId, isSuperadmin: true }))).toBe(
      "forbidden",
    );
  });
});

describe("somebody who is suspended", () => {
  test("comes in nowhere and is told the reason, until it is lifted", async () => {
    const [one, person] = [await superadmin(), await createScope(backend)];
    const headers = headersOf(person.identity.subject);
    await usersOf(one).suspend({ userId: person.userId, reason: "Spam from this account" });
    for (const slug of [null, person.org.slug]) {
      await expect(enter(backend, headers, slug, "")).rejects.toMatchObject({
        code: "account_suspended",
        status: 403,
        details: { reason: "Spam from this account" },
      });
    }
    await usersOf(one).lift({ userId: person.userId });
    expect((await enter(backend, headers, person.org.slug, ""))?.org?.role).toBe("owner");
    expect(await actsOn(person.userId)).toMatchObject([
      { action: "person.suspend", actor_id: one.userId, reason: "Spam from this account" },
      { action: "person.lift", actor_id: one.userId },
    ]);
  });

  test("loses the sessions that they have, at the provider", async () => {
    const auth = createBetterAuthAdapter({
      pool: backend.database.pool,
      secret: crypto.randomUUID(),
      appUrl: backend.settings.appUrl,
    });
    const embedded = { ...backend, ports: { ...backend.ports, auth } };
    const { setCookie, identity } = await auth.signUp(
      { email: "many@people.example", password: "correct horse battery", name: "Many", organizationName: null },
      new Headers(),
    );
    const headers = new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
    const userId = (await enter(embedded, headers, null, crypto.randomUUID()))?.user.userId ?? "";
    const one = { ...(await superadmin()), backend: embedded };
    expect((await usersOf(one).read({ userId })).sessions).toBe(1);
    expect(await usersOf(one).suspend({ userId, reason: "Spam" })).toEqual({ sessionsEnded: true });
    expect(await auth.identify(headers)).toBeNull();
    await usersOf(one).lift({ userId });
    expect(await auth.identify(headers)).toBeNull();
    expect(await auth.countSessionsOf(identity.subject)).toBe(0);
  });

  test("is shut out also where the provider does not answer, and the asker is told so", async () => {
    const auth = { ...backend.ports.auth, endSessionsOf: () => Promise.reject(new Error("away")) };
    const one = { ...(await superadmin()), backend: { ...backend, ports: { ...backend.ports, auth } } };
    const person = await createScope(backend);
    expect(await usersOf(one).suspend({ userId: person.userId, reason: "Spam" })).toEqual({ sessionsEnded: false });
    expect(await codeOf(usersOf(one).read({ userId: person.userId }))).toBe("ok");
    await expect(enter(backend, headersOf(person.identity.subject), null, "")).rejects.toMatchObject({
      code: "account_suspended",
    });
  });

  test("reads no open stream on: it ends at once", async () => {
    const [one, person] = [await superadmin(), await createScope(backend)];
    const headers = headersOf(person.identity.subject);
    const stop = new AbortController();
    const watching = watchBalance(person, headers, stop.signal, { quietMs: 1, recheckMs: 60_000 });
    await watching.next();
    const reading = (async () => {
      // Whatever still comes before it ends.
      for await (const _balance of watching);
      return "ended";
    })();
    await usersOf(one).suspend({ userId: person.userId, reason: "Spam" });
    expect(await reading).toBe("ended");
    expect(stop.signal.aborted).toBe(false);
  });

  test("is never oneself", async () => {
    const one = await superadmin();
    expect(await codeOf(usersOf(one).suspend({ userId: one.userId, reason: "Spam" }))).toBe("not_oneself");
  });
});

describe("the list of people", () => {
  test("finds by name, address and former address, and narrows to what is asked for", async () => {
    const one = await superadmin();
    const person = await buildPerson(backend, { name: "Wilhelmine Brandt", email: "wb@lists.example" });
    await db.owner.query("UPDATE app_user_account SET former_email = 'old-wb@lists.example' WHERE id = $1", [
      person.id,
    ]);
    const found = async (question: Parameters<ReturnType<typeof usersOf>["list"]>[0]) =>
      (await usersOf(one).list(question)).users.map(({ id }) => id);
    for (const search of ["helmine", "WB@LISTS", "old-wb@"]) expect(await found({ search })).toEqual([person.id]);
    expect(await found({ search: "100%_" })).toEqual([]);
    expect(await found({ show: "superadmin" })).toEqual([one.userId]);
    expect(await found({ search: "wb@", show: "never" })).toEqual([person.id]);
    expect(await found({ search: "wb@", show: "unverified" })).toEqual([person.id]);
    await usersOf(one).suspend({ userId: person.id, reason: "Spam" });
    expect(await found({ search: "wb@", show: "suspended" })).toEqual([person.id]);
    await usersOf(one).lift({ userId: person.id });
    expect(await found({ search: "wb@", show: "suspended" })).toEqual([]);
  });

  test.each(["name", "created", "active"] as const)(
    "sorted by %s, its pages show everybody once, there and back",
    async (sort) => {
      const one = await superadmin();
      const users = usersOf(one);
      const everybody = (await users.list({ sort, limit: 100 })).users.map(({ id }) => id);
      const there: string[] = [];
      const pages: string[][] = [];
      let page = await users.list({ sort, limit: 3 });
      for (;;) {
        pages.push(page.users.map(({ id }) => id));
        there.push(...page.users.map(({ id }) => id));
        if (page.next === null) break;
        page = await users.list({ sort, limit: 3, cursor: { direction: "next", ...page.next } });
      }
      expect(there).toEqual(everybody);
      for (let at = pages.length - 2; at >= 0 && page.previous !== null; at--) {
        page = await users.list({ sort, limit: 3, cursor: { direction: "previous", ...page.previous } });
        expect(page.users.map(({ id }) => id)).toEqual(pages[at]);
      }
      expect(page.previous).toBeNull();
    },
  );
});
