import { afterAll, beforeAll, expect, test } from "vitest";
import { workerTasks } from "~/local/worker-tasks";
import { askedProcedures, askedRoutes } from "../../../e2e/access/asked";
import { actionPolicies, jobPolicies, pagePolicies, routePolicies } from "../../../e2e/access/declared";
import { actionEntries, pageEntries, procedureEntries, routeEntries } from "../../../e2e/access/entries";
import { hasField } from "../../../e2e/access/foreign";
import { Matrix } from "../../../e2e/access/matrix";
import { isPolicy } from "../../../e2e/access/policy";
import { routeSamples } from "../../../e2e/access/route-samples";
import { procedureSamples } from "../../../e2e/access/samples";
import { markdownTable } from "../../../e2e/access/table";
import { canary, createWorld, type World } from "../../../e2e/access/world";
import { functions } from "../../../inngest/functions";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const procedures = procedureEntries();

test("every entry there is has a declared policy, and every declaration an entry", () => {
  expect(procedures.length).toBeGreaterThan(10);
  expect(procedures.filter(({ policy }) => policy === null)).toEqual([]);
  const declared = { ...routePolicies, ...actionPolicies, ...jobPolicies, ...pagePolicies };
  expect(Object.entries(declared).filter(([, policy]) => !isPolicy(policy))).toEqual([]);
  expect(Object.keys(routePolicies).sort()).toEqual(namesOf(routeEntries()));
  expect(Object.keys(actionPolicies).sort()).toEqual(actionEntries());
  const jobs = [...workerTasks.map(({ name }) => name), ...functions.map((each) => each.id())];
  expect(Object.keys(jobPolicies).sort()).toEqual([...new Set(jobs)].sort());
  expect(Object.keys(pagePolicies).sort()).toEqual(pageEntries());
});

test("every procedure and route has a sample input, in which every id and cursor of its schema is set", async () => {
  expect(Object.keys(procedureSamples).sort()).toEqual(namesOf(procedures));
  expect(Object.keys(routeSamples).sort()).toEqual(namesOf(routeEntries()));
  const owner = world.actors.find(({ name }) => name === "owner");
  for (const { name, idFields } of procedures) {
    const input = owner && (await procedureSamples[name]?.(world, owner, new Set()));
    expect(
      idFields.filter((path) => !hasField(input, path)),
      `ids missing in the sample of ${name}`,
    ).toEqual([]);
  }
});

test("everybody gets at every entry what the permission table says, and nobody reads or changes another organisation", async () => {
  const matrix = new Matrix(world);
  const rows: string[][] = [];
  for (const entry of [...askedProcedures(), ...(await askedRoutes())]) rows.push(await matrix.row(entry));
  expect(matrix.wrong).toEqual([]);
  const people = world.actors.map(({ name }) => name.replace(canary, "").trim());
  const table = markdownTable(["entry", "kind", "policy", ...people, "A's ids, from B", "a colleague's ids"], rows);
  const rest = markdownTable(
    ["entry", "policy"],
    Object.entries({ ...pagePolicies, ...actionPolicies, ...jobPolicies }),
  );
  await expect(`${preamble}\n\n${table}\n\n${elsewhere}\n\n${rest}\n`).toMatchFileSnapshot(
    "../../../e2e/access/matrix.md",
  );
}, 600_000);

test("whatever ends an organisation is asked in one made for it: A and B were never asked, and go on spending", async () => {
  const ended = await world.db.owner.query("SELECT DISTINCT org_id FROM audit_event WHERE action = 'org.delete'");
  expect(ended.rows.length).toBeGreaterThan(0);
  for (const { org_id } of ended.rows) expect([world.a.id, world.b.id]).not.toContain(org_id);
  const { rows } = await world.db.owner.query(
    `SELECT o.delete_after, c.status FROM organization o JOIN credit_account c ON c.org_id = o.id WHERE o.id = ANY ($1)`,
    [[world.a.id, world.b.id]],
  );
  expect(rows).toEqual([
    { delete_after: null, status: "active" },
    { delete_after: null, status: "active" },
  ]);
});

function namesOf(entries: readonly { name: string }[]): string[] {
  return entries.map(({ name }) => name).sort();
}

const preamble = `# Who may do what

Written by \`src/server/api/access-matrix.test.ts\`, which asks every procedure and route as everybody, on a
real database, in organisation A. "A's ids, from B": ids of A's sent by members of B in their own organisation. "A colleague's ids": a member's, asked by an owner.
401 not signed in · 403 the role lacks the permission · 404 no such organisation, for whoever is no member.
After a change of rights, run that test with \`-u\` and let this file show the change in review.`;

const elsewhere = `## Pages, server actions and jobs

Pages are asked for as everybody by \`e2e/access/pages.spec.ts\`. Jobs run in the worker, and
behind /api/inngest, which answers signed requests alone; nobody else can call one.`;
