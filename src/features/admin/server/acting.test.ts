import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actingCookie } from "~/features/accounts/server/acting-cookie";
import { enter, enterAgain } from "~/features/accounts/server/enter.service";
import { endedActingOrg } from "~/features/accounts/server/in-place-of.service";
import { watchChat } from "~/features/chat/server/watch-chat.service";
import { appRouter } from "~/server/api/root";
import { t } from "~/server/api/trpc";
import { type Backend, type OrgScope, requireOrg } from "~/server/context";
import { holderHas, isOpenWhileActing, permissions, roleHas, roles } from "~/server/permissions";
import { inRequest } from "~/server/request-context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { startActing } from "./start-acting.service";
import { stopActing } from "./stop-acting.service";

let db: TestDatabase;
let backend: Backend;
let superadmin: OrgScope;
let owner: OrgScope;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  const person = await createScope(backend, { name: "Anton Support" });
  await db.owner.query("UPDATE app_user_account SET is_superadmin = true WHERE id = $1", [person.userId]);
  superadmin = { ...person, user: { ...person.user, isSuperadmin: true } };
});
beforeEach(async () => {
  owner = await createScope(backend, { name: "Mira Owner" });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

/** The headers of the superadmin's browser after they began to act for the owner, or for somebody else there. */
async function acting(memberId = owner.userId, minutes: 15 | 30 | 60 = 15, by = superadmin): Promise<Headers> {
  const { token } = await startActing(by, { orgId: owner.orgId, memberId, reason: "Ticket 4711", minutes });
  return withToken(by, token);
}

function withToken(by: OrgScope, token: string): Headers {
  const cookie = actingCookie(backend.settings.appUrl, token, 60).split(";", 1)[0] ?? "";
  return new Headers({ "x-test-subject": by.identity.subject, cookie });
}

const enterOwners = async (headers: Headers) => (await enter(backend, headers, owner.org.slug, ""))?.org ?? null;

async function linesOf(orgId: string) {
  const { rows } = await db.owner.query(
    "SELECT action, actor_id, acting_as, actor_role, reason FROM audit_event WHERE org_id = $1 ORDER BY seq",
    [orgId],
  );
  return rows;
}

describe("a superadmin who acts for a member", () => {
  test("is that member in that organisation, and themself everywhere else", async () => {
    const headers = await acting();
    const there = await enter(backend, headers, owner.org.slug, "");
    expect(there?.org).toMatchObject({
      userId: owner.userId,
      role: "owner",
      user: { name: "Mira Owner", isSuperadmin: false },
      acting: { superadminId: superadmin.userId, superadminName: "Anton Support", reason: "Ticket 4711" },
    });
    expect(there?.user.userId).toBe(superadmin.userId);
    const other = await createScope(backend);
    expect((await enter(backend, headers, other.org.slug, ""))?.org).toBeNull();
    const home = await enter(backend, headers, superadmin.org.slug, "");
    expect(home?.org).toMatchObject({ userId: superadmin.userId, acting: null });
    expect((await enter(backend, headers, null, ""))?.user.user.isSuperadmin).toBe(true);
  });

  test("has of the member's rights what the table leaves open, in every role", async () => {
    for (const role of roles) {
      const member = role === "owner" ? owner : await createScope(backend, { role, org: owner.org });
      const scope = requireOrg(await enterOwners(await acting(member.userId)));
      for (const permission of permissions) {
        expect(holderHas(scope, permission), `${role} ${permission}`).toBe(
          roleHas(role, permission) && isOpenWhileActing(permission),
        );
      }
    }
  });

  test("finds the organisation by the address that it had before, as its members do", async () => {
    const headers = await acting();
    await owner.inOrg((db) => db.$queryRaw`SELECT org_change_slug(${owner.orgId}::uuid, ${`moved-${owner.org.slug}`})`);
    expect((await enterOwners(headers))?.org.slug).toBe(`moved-${owner.org.slug}`);
  });

  test("leaves both names in the organisation's log: at the start, at acts, at the stop", async () => {
    const fileId = crypto.randomUUID();
    await db.owner.query(
      `WITH file AS (INSERT INTO stored_file (id, org_id, user_id, purpose, state, key, name, content_type, size, sha256, claimed_at)
         VALUES ($1::uuid, $2, $3, 'logo', 'ready', $1::uuid::text, 'logo.webp', 'image/webp', 1, 'none', now()) RETURNING id)
       UPDATE organization SET logo_file_id = file.id FROM file WHERE organization.id = $2`,
      [fileId, owner.orgId, owner.userId],
    );
    const headers = await acting();
    const requestId = crypto.randomUUID();
    await inRequest({ requestId }, async () => {
      const entrance = await enter(backend, headers, owner.org.slug, requestId);
      const caller = t.createCallerFactory(appRouter)({
        requestId,
        headers,
        backend,
        user: entrance?.user ?? null,
        org: entrance?.org ?? null,
      });
      await caller.organizations.removeLogo();
    });
    await stopActing(superadmin);
    const both = { actor_id: superadmin.userId, acting_as: owner.userId, actor_role: "superadmin" };
    expect(await linesOf(owner.orgId)).toMatchObject([
      { action: "acting.start", reason: "Ticket 4711", ...both },
      { action: "org.update", ...both },
      { action: "acting.stop", ...both },
    ]);
  });

  test("changes nothing of an account from there: neither the member's nor their own", async () => {
    const headers = await acting();
    const entrance = await enter(backend, headers, owner.org.slug, "");
    const context = { requestId: "", headers, backend, user: entrance?.user ?? null, org: entrance?.org ?? null };
    const caller = t.createCallerFactory(appRouter)(context);
    for (const change of [
      () => caller.account.updateProfile({ name: "Taken" }),
      () => caller.account.revokeOtherSessions(),
      () => caller.account.sendVerification(),
      () => caller.account.removeAvatar(),
    ]) {
      await expect(change()).rejects.toMatchObject({ cause: { code: "forbidden", details: { why: "acting" } } });
    }
    expect(await caller.account.me()).toMatchObject({ id: superadmin.userId });
  });
});

describe("acting ends", () => {
  test("when it is stopped, and what is being read by it ends at once", async () => {
    const headers = await acting();
    const scope = requireOrg(await enterOwners(headers));
    const over = new AbortController();
    const watching = watchChat(scope, headers, over.signal);
    // Connected: from now on it is told.
    expect((await watching.next()).value).toEqual({ type: "resync" });
    const reading = watching.next();
    expect(await stopActing(superadmin)).toEqual({ orgId: owner.orgId });
    expect((await reading).done).toBe(true);
    expect(await enterOwners(headers)).toBeNull();
    const entrance = await enter(backend, headers, owner.org.slug, "");
    expect(entrance && (await endedActingOrg(backend, headers, owner.org.slug, entrance))).toBe(owner.orgId);
    expect(await stopActing(superadmin)).toEqual({ orgId: null });
  });

  test("by itself when its time is over, to the moment", async () => {
    const headers = await acting();
    const at = async (shift: string) => {
      await db.owner.query(
        "UPDATE acting_session SET started_at = started_at - $2::interval, expires_at = expires_at - $2::interval WHERE org_id = $1",
        [owner.orgId, shift],
      );
      return enterOwners(headers);
    };
    expect(await at("14 minutes 50 seconds")).not.toBeNull();
    expect(await at("11 seconds")).toBeNull();
    expect((await enterAgain(backend, headers, owner.org.slug, ""))?.org).toBeNull();
    // It had ended: nobody stopped it.
    await stopActing(superadmin);
    expect((await linesOf(owner.orgId)).map(({ action }) => action)).toEqual(["acting.start"]);
  });

  test("with the membership, with the right to run the platform, and with the sign-in session", async () => {
    const member = await createScope(backend, { role: "member", org: owner.org });
    const headers = await acting(member.userId);
    expect(await enterOwners(headers)).not.toBeNull();
    await db.owner.query("UPDATE acting_session SET sign_in_session = 'another' WHERE org_id = $1", [owner.orgId]);
    expect(await enterOwners(headers)).toBeNull();
    await db.owner.query("UPDATE acting_session SET sign_in_session = $2 WHERE org_id = $1", [
      owner.orgId,
      superadmin.identity.sessionId,
    ]);
    await db.owner.query("UPDATE app_user_account SET is_superadmin = false WHERE id = $1", [superadmin.userId]);
    expect(await enterOwners(headers)).toBeNull();
    await db.owner.query("UPDATE app_user_account SET is_superadmin = true WHERE id = $1", [superadmin.userId]);
    expect(await enterOwners(headers)).not.toBeNull();
    await db.owner.query("DELETE FROM membership WHERE user_id = $1 AND org_id = $2", [member.userId, owner.orgId]);
    expect(await enterOwners(headers)).toBeNull();
  });

  test("when another one begins: nobody is in two places", async () => {
    const first = await acting();
    const firstOwner = owner;
    owner = await createScope(backend);
    const second = await acting();
    expect((await enter(backend, first, firstOwner.org.slug, ""))?.org).toBeNull();
    expect(await enterOwners(second)).not.toBeNull();
    expect((await linesOf(firstOwner.orgId)).map(({ action }) => action)).toEqual(["acting.start", "acting.stop"]);
  });

  test("begun twice at the same moment, one is open and the other cookie opens nothing", async () => {
    const begun = await Promise.allSettled([acting(), acting(), acting()]);
    const cookies = begun.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const open = await Promise.all(cookies.map(enterOwners));
    expect(open.filter((scope) => scope !== null)).toHaveLength(1);
  });
});

describe("the cookie", () => {
  test("opens nothing for anybody else, made up or stolen", async () => {
    const headers = await acting();
    const stranger = await createScope(backend);
    const stolen = new Headers(headers);
    stolen.set("x-test-subject", stranger.identity.subject);
    expect(await enterOwners(stolen)).toBeNull();
    const colleague = await createScope(backend);
    await db.owner.query("UPDATE app_user_account SET is_superadmin = true WHERE id = $1", [colleague.userId]);
    stolen.set("x-test-subject", colleague.identity.subject);
    expect(await enterOwners(stolen)).toBeNull();
    for (const token of ["", "x", "A".repeat(43), "é".repeat(43), "%00".repeat(15)]) {
      const cookie = encodeURI(`counterpart.acting=${token}`);
      const made = new Headers({ "x-test-subject": superadmin.identity.subject, cookie });
      expect(await enterOwners(made)).toBeNull();
    }
  });

  test("is kept from scripts, from other sites and, where there is https, from plain http; only its hash is stored", async () => {
    const secret = "s".repeat(43);
    expect(actingCookie("https://works.example", secret, 900)).toBe(
      `__Host-counterpart.acting=${secret}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax; Secure`,
    );
    expect(actingCookie("http://localhost", null, 900)).toBe(
      "counterpart.acting=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    );
    const { token } = await startActing(superadmin, {
      orgId: owner.orgId,
      memberId: owner.userId,
      reason: "Ticket 4711",
      minutes: 30,
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    const { rows } = await db.owner.query("SELECT acting_session::text AS row FROM acting_session");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("is not given for oneself, for somebody who is no member, or for an organisation that is not there", async () => {
    const start = (orgId: string, memberId: string) =>
      startActing(superadmin, { orgId, memberId, reason: "Ticket 4711", minutes: 15 }).then(
        () => "ok",
        (error) => error.code,
      );
    const stranger = await createScope(backend);
    expect(await start(superadmin.orgId, superadmin.userId)).toBe("not_oneself");
    expect(await start(owner.orgId, stranger.userId)).toBe("not_found");
    expect(await start(crypto.randomUUID(), owner.userId)).toBe("not_found");
  });
});
