import { randomUUID } from "node:crypto";
import type pg from "pg";
import { createBetterAuthAdapter } from "~/adapters/auth/better-auth";
import { composeModels } from "~/adapters/models/compose-models";
import { demoModels } from "~/adapters/models/demo/demo";
import { actingCookie } from "~/features/accounts/server/acting-cookie";
import { enter } from "~/features/accounts/server/enter.service";
import { startActing } from "~/features/admin/server/start-acting.service";
import { adjustCredits } from "~/features/ledger/server/adjust-credits.service";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import type { Backend } from "~/server/context";
import type { Role } from "~/server/permissions";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { signUp } from "~/testing/sign-up";
import { buildMembership, buildPerson } from "../../prisma/builders/people";
import { suspendPerson } from "./platform-rows";
import type { Standing } from "./policy";

/** Stands in every name and text of organisation A. Whoever is no part of A must never read it. */
export const canary = `CANARY${randomUUID().slice(0, 8)}`;

export const password = "correct horse battery";

export type OrgRef = { id: string; slug: string };

export type Actor = Standing & {
  /** As it stands over the column. */
  name: string;
  userId: string;
  email: string;
  /** Of the person's session; empty for nobody. */
  cookie: string;
  /** Of a superadmin who acts for another: who they are by themselves. The rest is the member they act for. */
  self?: Actor;
  /** The organisation the person works in, and the role there. */
  home: OrgRef;
  homeRole: Role;
};

export type World = {
  db: TestDatabase;
  backend: Backend;
  a: OrgRef;
  b: OrgRef;
  /** Columns of the matrix; `role` of each is the one in A. */
  actors: Actor[];
  close(): Promise<void>;
};

/** Two organisations with every role, and everybody who belongs to neither, on a database of their own. */
export async function createWorld(): Promise<World> {
  const db = await createTestDatabase();
  Object.assign(process.env, { APP_DATABASE_URL: db.appUrl, AUTH_SECRET: randomUUID() + randomUUID() });
  const backend = await createBackend(db);
  // Route handlers take the process's backend: this is the one they find.
  Object.assign(globalThis, { counterpartBackend: backend, counterpartDatabase: backend.database });

  const people = peopleOf(db.owner, backend);
  // The first person of an empty installation would be its superadmin.
  await buildPerson(backend, { email: "first@people.example" });
  const a = await people.found(`${canary} A owner`, `${canary} Works`);
  const b = await people.found("B owner", "Other Works");
  const inA = (name: string, role: Role, superadmin = false) =>
    people.join(`${canary} A ${name}`, a.home, role, superadmin);
  const outsider = await people.found("outsider", null);
  await fill(db, backend, [
    [a.home, `${canary} was kind`],
    [b.home, "was kind"],
    [outsider.home, "was kind"],
  ]);
  const removed = await people.join("removed", a.home, "member", false);
  await db.owner.query("DELETE FROM membership WHERE org_id = $1 AND user_id = $2", [a.home.id, removed.userId]);
  const superadmin = await people.found("superadmin", null, true);
  const suspended = await inA("suspended", "member");
  const member = await inA("member", "member");
  const acting = await inTurn([member, { ...a, role: "owner" as const }], async (place) => {
    const helper = await people.found(`support of ${place.homeRole}`, null, true);
    return actingFor(backend, helper, place);
  });

  const actors: Actor[] = [
    { ...outsider, name: "nobody", isSignedIn: false, cookie: "", role: null },
    { ...outsider, name: "outsider" },
    { ...(await inA("viewer", "viewer")), name: "viewer" },
    { ...member, name: "member" },
    { ...(await inA("admin", "admin")), name: "admin" },
    { ...a, name: "owner", role: "owner" },
    { ...removed, name: "removed", role: null, home: outsider.home },
    { ...suspended, name: "suspended", isSuspended: true },
    { ...superadmin, name: "superadmin" },
    ...acting,
    { ...(await inA("superadmin", "member", true)), name: "superadmin, member" },
    ...(await inTurn(["viewer", "member", "admin"] as const, async (role) => ({
      ...(await people.join(`B ${role}`, b.home, role, false)),
      name: `B ${role}`,
      role: null,
    }))),
    { ...b, name: "B owner" },
  ];
  await suspendPerson({ db }, suspended.userId);
  // A visit is noted off the way of its request, and would come in the midst of somebody else's: everybody's is noted already.
  await db.owner.query("UPDATE membership SET last_active_at = now() + interval '1 day'");
  return {
    db,
    backend,
    a: a.home,
    b: b.home,
    actors,
    close: async () => {
      await closeTestBackend(backend);
      await db.close();
    },
  };
}

/** The person signs in again, where a call has ended the session. */
export async function renewSession(backend: Backend, actor: Actor): Promise<void> {
  if (!actor.isSignedIn) return;
  const { setCookie } = await backend.ports.auth.signIn({ email: actor.email, password }, new Headers());
  actor.cookie = cookieHeader(setCookie);
  if (actor.self === undefined) return;
  actor.self.cookie = actor.cookie;
  Object.assign(actor, await actingFor(backend, actor.self, actor));
}

/** The superadmin begins to act for the member of the organisation: their cookie, the member's place. */
async function actingFor(backend: Backend, self: Actor, place: Actor): Promise<Actor> {
  const entrance = await enter(backend, new Headers({ cookie: self.cookie }), null, randomUUID());
  if (entrance === null) throw new Error("the superadmin is not signed in");
  const wanted = { orgId: place.home.id, memberId: place.userId, reason: "Ticket 4711", minutes: 60 as const };
  const { token, seconds } = await startActing(entrance.user, wanted);
  const cookie = `${self.cookie}; ${cookieHeader([actingCookie(backend.settings.appUrl, token, seconds)])}`;
  const { userId, home, homeRole, role } = place;
  return { ...self, name: `acting as ${homeRole}`, cookie, self, userId, home, homeRole, role, isActing: true };
}

export function cookieHeader(setCookie: string[]): string {
  return setCookie.map((line) => line.split(";")[0]).join("; ");
}

async function createBackend(db: TestDatabase): Promise<Backend> {
  const appUrl = "http://localhost";
  const secret = process.env.AUTH_SECRET ?? "";
  const models = composeModels([demoModels({ tokensPerSecond: 0 })]);
  const backend = createTestBackend(db.appUrl, { models, settings: { superadminEmails: superadminEmails(), appUrl } });
  return {
    ...backend,
    ports: { ...backend.ports, auth: createBetterAuthAdapter({ pool: backend.database.pool, secret, appUrl }) },
  };
}

/** The catalogue, and credits for every organisation that samples are charged to, with a reason that must not leak. */
async function fill(db: TestDatabase, backend: Backend, orgs: [OrgRef, string][]): Promise<void> {
  await seedCatalogue(db.owner);
  for (const [{ id }, reason] of orgs) {
    const gift = { idempotencyKey: "fill", amountUcr: 100_000_000_000n, actorId: randomUUID(), reason };
    await adjustCredits(backend.database.pool, id, gift);
  }
}

function superadminEmails(): string[] {
  return ["superadmin", `${canary} A superadmin`, "support of member", "support of owner"].map(emailOf);
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}@people.example`;
}

function peopleOf(owner: pg.Pool, backend: Backend) {
  const enterNew = async (name: string, organizationName: string | null) => {
    const email = emailOf(name);
    const input = { email, password, name, ...(organizationName === null ? {} : { organizationName }) };
    const { slug, setCookie } = await signUp(backend, input, new Headers(), randomUUID());
    const { rows } = await owner.query<{ org: string; person: string }>(
      "SELECT o.id AS org, u.id AS person FROM organization o, app_user_account u WHERE o.slug = $1 AND u.email = $2",
      [slug, email],
    );
    return {
      email,
      cookie: cookieHeader(setCookie),
      userId: rows[0]?.person ?? "",
      home: { id: rows[0]?.org ?? "", slug },
    };
  };
  return {
    async found(name: string, organizationName: string | null, isSuperadmin = false): Promise<Actor> {
      const person = await enterNew(name, organizationName);
      return { name, isSignedIn: true, isSuperadmin, role: null, homeRole: "owner", ...person };
    },
    async join(name: string, org: OrgRef, role: Role, isSuperadmin: boolean): Promise<Actor> {
      const person = await enterNew(name, null);
      await buildMembership(backend, { orgId: org.id, userId: person.userId, role });
      return { name, isSignedIn: true, isSuperadmin, role, homeRole: role, ...person, home: org };
    },
  };
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
