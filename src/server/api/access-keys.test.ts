import { afterAll, beforeAll, expect, test } from "vitest";
import { askedKeyRoutes, type KeyActor, makeKeyActors } from "../../../e2e/access/key-actors";
import { markdownTable } from "../../../e2e/access/table";
import { canary, createWorld, type World } from "../../../e2e/access/world";

let world: World;
let actors: KeyActor[];
beforeAll(async () => {
  world = await createWorld();
  actors = await makeKeyActors(world);
});
afterAll(() => world.close());

test("every route of the public API gives to every kind of key what its scopes and its maker's role say, and nothing else", async () => {
  const rows: string[][] = [];
  const wrong: string[] = [];
  for (const route of await askedKeyRoutes()) {
    const cells: string[] = [];
    for (const actor of actors) {
      const reply = await route.call(actor.headers);
      const expected = actor.expected(route.policy);
      if (reply.outcome !== expected)
        wrong.push(`${route.name} with ${actor.name}: ${reply.outcome} instead of ${expected}`);
      if (reply.text.includes(canary)) wrong.push(`${route.name} with ${actor.name} tells of A: ${reply.text}`);
      if (!/^(?:ok|404)$/.test(reply.outcome) && !isInOpenAiShape(reply.text))
        wrong.push(`${route.name}: ${reply.text}`);
      cells.push(reply.outcome);
    }
    rows.push([route.name, route.policy, ...cells]);
  }
  expect(wrong).toEqual([]);
  const table = markdownTable(["route", "policy", ...actors.map(({ name }) => name)], rows);
  await expect(`${preamble}\n\n${table}\n`).toMatchFileSnapshot("../../../e2e/access/key-matrix.md");
});

test("a key of another organisation spends and reads that organisation's credits, never A's", async () => {
  const ofB = actors.find(({ name }) => name === "key of B");
  if (ofB === undefined) throw new Error("no key of B");
  const before = await usesOf(world.a.id);
  for (const route of await askedKeyRoutes()) await route.call(ofB.headers);
  expect(await usesOf(world.a.id)).toBe(before);
  expect(await usesOf(world.b.id)).toBeGreaterThan(0);
});

async function usesOf(orgId: string): Promise<number> {
  const { rows } = await world.db.owner.query<{ calls: number }>(
    "SELECT count(*)::int AS calls FROM usage_hold WHERE org_id = $1",
    [orgId],
  );
  return rows[0]?.calls ?? 0;
}

function isInOpenAiShape(text: string): boolean {
  const { error } = JSON.parse(text);
  return (
    typeof error.message === "string" &&
    typeof error.type === "string" &&
    "param" in error &&
    typeof error.code === "string"
  );
}

const preamble = `# What keys may do

Written by \`src/server/api/access-keys.test.ts\`, which asks every route of the public API with every kind of key. A policy
\`key:<scope>\` names the scope that opens the route; \`key\` is any key that works.
401 no key that works · 403 the scope, the maker's role or the place does not reach · 404 there is nothing at the address.`;
