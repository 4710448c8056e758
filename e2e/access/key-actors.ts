import { z } from "zod";
import { DEMO_MODEL_ID } from "~/adapters/models/demo/demo";
import { type ApiScope, apiScopes } from "~/server/api-scopes";
import { buildMembership } from "../../prisma/builders/people";
import { type Handler, readReply } from "./call";
import { routePolicies } from "./declared";
import { routeEntries } from "./entries";
import { type MadeKey, newKey, revoke } from "./key-rows";
import { isKeyPolicy, isPolicy, type Policy } from "./policy";
import type { Actor, World } from "./world";

/** A program that comes with some kind of key, and what it ought to get. */
export type KeyActor = { name: string; headers: Record<string, string>; expected(policy: Policy): string };

export type AskedKeyRoute = {
  name: string;
  policy: Policy;
  call(headers: Record<string, string>): Promise<{ outcome: string; text: string }>;
};

/** What a route takes; the others take nothing. */
const bodies: Record<string, { body: unknown }> = {
  "POST /api/v1/chat/completions": { body: { model: DEMO_MODEL_ID, messages: [{ role: "user", content: "2 + 2" }] } },
};

/** What opens `GET /models` beside the scope that its policy names. */
const alsoOpens: Record<string, readonly ApiScope[]> = { "key:agents:read": ["agents:run"] };

export async function makeKeyActors(world: World): Promise<KeyActor[]> {
  const find = (name: string) => {
    const found = world.actors.find((actor) => actor.name === name);
    if (found === undefined) throw new Error(`no actor ${name}`);
    return found;
  };
  const owner = find("owner");
  const every = (who: Pick<Actor, "userId" | "home">, more?: { addresses?: string[] }) =>
    newKey(world, who, apiScopes, more);
  const expired = await every(owner);
  await world.db.owner.query("UPDATE api_key SET expires_at = now() WHERE id = $1", [expired.id]);
  const revoked = await every(owner);
  await revoke(world, revoked.id);
  const removed = await every({ ...find("removed"), home: world.a });
  const suspended = await makeSuspended(world, every);
  const good = await every(owner);
  return [
    { name: "no key, a session", headers: { cookie: owner.cookie }, expected: () => "401" },
    bearing("wrong secret", { ...good, secret: `${good.secret.slice(0, -2)}zz` }, () => "401"),
    bearing("revoked", revoked, () => "401"),
    bearing("expired", expired, () => "401"),
    bearing("wrong address", await every(owner, { addresses: ["203.0.113.0/24"] }), () => "403"),
    bearing("no scope", await newKey(world, owner, []), withScopes([])),
    ...(await Promise.all(
      apiScopes.map(async (scope) => bearing(scope, await newKey(world, owner, [scope]), withScopes([scope]))),
    )),
    bearing("of a viewer", await every(find("viewer")), withScopes(["agents:read", "usage:read"], ["agents:run"])),
    bearing("of a member", await every(find("member")), withScopes(apiScopes)),
    bearing("of an owner", good, withScopes(apiScopes)),
    bearing("of a removed member", removed, () => "401"),
    bearing("of a suspended member", suspended, () => "403"),
    bearing("key of B", await every(find("B member")), withScopes(apiScopes)),
  ];
}

/** Every route of the public API that a key opens, asked as its framework asks it. */
export async function askedKeyRoutes(): Promise<AskedKeyRoute[]> {
  const entries = routeEntries().filter(({ name }) => isKeyPolicy(routePolicies[name] ?? "public"));
  return Promise.all(
    entries.map(async ({ name, file, method }) => {
      const policy = routePolicies[name];
      const handler = Handlers.parse(await import(/* @vite-ignore */ file))[method];
      if (handler === undefined || !isPolicy(policy)) throw new Error(`${name} is not declared`);
      const path = name.slice(name.indexOf(" ") + 1).replace("[...path]", "nothing/here");
      return {
        name,
        policy,
        call: (headers: Record<string, string>) => callWith(handler, { name, method, path }, headers),
      };
    }),
  );
}

async function callWith(
  handler: Handler,
  entry: { name: string; method: string; path: string },
  headers: Record<string, string>,
) {
  const { body } = bodies[entry.name] ?? {};
  const request = new Request(`http://localhost${entry.path}`, {
    method: entry.method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { status, text } = await readReply(await handler(request, { params: Promise.resolve({}) }));
  return { outcome: status === 200 ? "ok" : String(status), text };
}

function bearing(name: string, key: MadeKey, expected: KeyActor["expected"]): KeyActor {
  return { name, headers: { authorization: `Bearer ${key.secret}`, "x-forwarded-for": "192.0.2.1" }, expected };
}

/** @param idle scopes that the key has and its maker's role does not reach. */
function withScopes(scopes: readonly ApiScope[], idle: readonly ApiScope[] = []): KeyActor["expected"] {
  return (policy) => {
    if (policy === "key") return "404";
    const held = [...scopes, ...idle];
    const opens =
      scopes.some((scope) => policy === `key:${scope}`) ||
      (alsoOpens[policy] ?? []).some((scope) => held.includes(scope));
    return opens ? "ok" : "403";
  };
}

async function makeSuspended(
  world: World,
  make: (who: Pick<Actor, "userId" | "home">) => Promise<MadeKey>,
): Promise<MadeKey> {
  const { rows } = await world.db.owner.query<{ id: string }>(
    `INSERT INTO app_user_account (id, email, name, suspended_at, suspended_reason)
     VALUES (gen_random_uuid(), 'key-maker@people.example', 'Key maker', now(), 'test') RETURNING id`,
  );
  const userId = rows[0]?.id ?? "";
  await buildMembership(world.backend, { orgId: world.a.id, userId, role: "member" });
  return make({ userId, home: world.a });
}

const Handlers = z.record(
  z.string(),
  z
    .custom<Handler>((value) => typeof value === "function")
    .optional()
    .catch(undefined),
);
