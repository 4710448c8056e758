import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createBetterAuthAdapter } from "~/adapters/auth/better-auth";
import { listOrganizations } from "~/features/organizations/server/list-organizations.service";
import type { Backend } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend, testIdentity } from "~/testing/scope";
import { signUp } from "~/testing/sign-up";
import { enter, enterAs } from "./enter.service";
import { provisionPerson } from "./provision-person.service";

const password = "correct horse battery";
let db: TestDatabase;
let backend: Backend;

// "The first person of an empty installation" needs an empty installation each time.
beforeEach(async () => {
  db = await createTestDatabase();
  backend = await withSignIn();
});
afterEach(async () => {
  await closeTestBackend(backend);
  await db.close();
});

async function withSignIn(settings: Partial<Backend["settings"]> = {}): Promise<Backend> {
  const base = createTestBackend(db.appUrl, { models: noModels, settings });
  const auth = createBetterAuthAdapter({
    pool: base.database.pool,
    secret: "s".repeat(32),
    appUrl: "http://localhost",
  });
  return { ...base, ports: { ...base.ports, auth } };
}

const someone = (organizationName?: string) => ({
  email: `${randomUUID()}@people.example`,
  password,
  organizationName,
});

async function enterWith(setCookie: string[], slug: string) {
  const headers = new Headers({ cookie: setCookie.map((line) => line.split(";", 1)[0]).join("; ") });
  return enter(backend, headers, slug, randomUUID());
}

test("signing up with an organisation's name makes a team that the founder owns, with welcome credits", async () => {
  const { slug, setCookie } = await signUp(backend, someone("Halden Freight"), new Headers(), randomUUID());
  expect(slug).toBe("halden-freight");
  const entrance = await enterWith(setCookie, slug);
  expect(entrance?.org).toMatchObject({ role: "owner", org: { kind: "team", name: "Halden Freight" } });
  const { rows } = await db.owner.query("SELECT posted_ucr FROM credit_account WHERE org_id = $1", [
    entrance?.org?.orgId,
  ]);
  expect(rows[0].posted_ucr).toBe("50000000");
});

test("an empty organisation's name makes a personal organisation", async () => {
  const { slug, setCookie } = await signUp(
    backend,
    { ...someone("  "), email: "mira.okafor@people.example" },
    new Headers(),
    randomUUID(),
  );
  const entrance = await enterWith(setCookie, slug);
  expect(entrance?.org).toMatchObject({ role: "owner", org: { kind: "personal", name: "Mira Okafor" } });
});

test("of many people who sign up to an empty installation at once, exactly one is superadmin", async () => {
  await Promise.all(Array.from({ length: 8 }, () => signUp(backend, someone(), new Headers(), randomUUID())));
  const { rows } = await db.owner.query("SELECT count(*)::int AS n FROM app_user_account WHERE is_superadmin");
  expect(rows[0].n).toBe(1);
});

test("with addresses configured, they are superadmin and the first person is not", async () => {
  await closeTestBackend(backend);
  backend = await withSignIn({ superadminEmails: ["owner@people.example"] });
  const first = await signUp(backend, someone(), new Headers(), randomUUID());
  const owner = await signUp(
    backend,
    { ...someone(), email: "Owner@people.example".toLowerCase() },
    new Headers(),
    randomUUID(),
  );
  expect((await enterWith(first.setCookie, first.slug))?.user.user.isSuperadmin).toBe(false);
  expect((await enterWith(owner.setCookie, owner.slug))?.user.user.isSuperadmin).toBe(true);
});

test("a sign-up that was cut off before the organisation existed is finished by the next request", async () => {
  const cutOff = await backend.ports.auth.signUp(
    { email: "cut@people.example", password, name: "Cut Off", organizationName: "Nordlys" },
    new Headers(),
  );
  const entrance = await enterAs(backend, cutOff.identity, "nordlys", randomUUID());
  expect(entrance?.org).toMatchObject({ role: "owner", org: { name: "Nordlys", kind: "team" } });
});

test("finishing the same person many times at once makes one person and one organisation", async () => {
  const identity = testIdentity(randomUUID());
  await Promise.all(Array.from({ length: 10 }, () => provisionPerson(backend, identity)));
  const entrance = await enterAs(backend, identity, null, randomUUID());
  expect(entrance && (await listOrganizations(entrance.user))).toHaveLength(1);
});

test("two organisations of one name get addresses of their own", async () => {
  const [one, two] = [
    await signUp(backend, someone("Vik & Sons"), new Headers(), randomUUID()),
    await signUp(backend, someone("Vik & Sons"), new Headers(), randomUUID()),
  ];
  expect(one.slug).toBe("vik-sons");
  expect(two.slug).toMatch(/^vik-sons-[0-9a-f]{4,}$/);
});

test("a foreign organisation and one that does not exist are answered alike", async () => {
  const [mine, theirs] = [
    await signUp(backend, someone("Mine"), new Headers(), randomUUID()),
    await signUp(backend, someone("Theirs"), new Headers(), randomUUID()),
  ];
  const foreign = await enterWith(mine.setCookie, theirs.slug);
  const missing = await enterWith(mine.setCookie, "no-such-organisation");
  expect(foreign?.org).toBeNull();
  expect(missing?.org).toBeNull();
});
