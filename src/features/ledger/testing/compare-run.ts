import { deepStrictEqual } from "node:assert/strict";
import pg from "pg";
import type { TestDatabase } from "~/testing/database";
import { readState, stateOf } from "./compare-state";
import { type Command, markups, prices, type Scenario } from "./ledger-commands";
import { createLedgerOrg, createModel } from "./ledger-fixture";
import { LedgerWorld } from "./ledger-world";

/**
 * Connections that keep their virtual clock and their plans from run to run: the application's, one that stays behind
 * the wall of the run's organisation, and the owner's.
 */
export type Sessions = { app: pg.Client; member: pg.Client; owner: pg.Client; close(): Promise<void> };

export async function openSessions(db: Pick<TestDatabase, "ownerUrl" | "appUrl">): Promise<Sessions> {
  const [app, member, owner] = [new pg.Client(db.appUrl), new pg.Client(db.appUrl), new pg.Client(db.ownerUrl)];
  await Promise.all([app, member, owner].map((client) => client.connect()));
  // What these tests look for is not lost at a power cut.
  await Promise.all([app, owner].map((client) => client.query("SET synchronous_commit = off")));
  await member.query("SET ROLE app_user");
  return {
    app,
    member,
    owner,
    close: async () => {
      await Promise.all([app.end(), member.end(), owner.end()]);
    },
  };
}

/**
 * Runs commands through the database and the model, in an organisation of their own. After each one the answers, the balances and
 * the entries must be the same and every invariant must hold; throws at the first that is not.
 */
export async function compareRun(
  sessions: Sessions,
  scenario: Scenario,
  options = { invariants: true },
): Promise<LedgerWorld> {
  const world = await createWorld(sessions, scenario);
  for (const [index, command] of scenario.commands.entries()) {
    const { actual, expected } = await world.run(command);
    const where = `command ${index}: ${describe(command)}`;
    deepStrictEqual(likeExpected(actual, expected), expected, where);
    const [state, violated] = await Promise.all([
      readState(sessions.owner, world.orgId),
      options.invariants ? violationsOf(sessions.member, world) : [],
    ]);
    deepStrictEqual(state, stateOf(world.model), where);
    // Between two sweeps a hold may be overdue, here by days.
    deepStrictEqual(
      command.type === "sweep" ? violated : violated.filter((text) => !text.startsWith(OVERDUE)),
      [],
      where,
    );
  }
  return world;
}

export async function createWorld(
  { app, owner }: Sessions,
  scenario: Pick<Scenario, "price" | "markup">,
): Promise<LedgerWorld> {
  const [price, markup] = [prices[scenario.price], markups[scenario.markup]];
  if (price === undefined || markup === undefined) throw new Error("no such price or markup");
  await owner.query("SELECT set_config('app.now', '2027-01-01T00:00:00Z', false)");
  const orgId = await createLedgerOrg(owner, { markup });
  return new LedgerWorld(app, owner, orgId, await createModel(owner, price), { price, markup });
}

const OVERDUE = "no hold is open long past its time";

/** The invariants that an organisation violates, asked as that organisation at the run's time. */
async function violationsOf(member: pg.Client, { orgId, now }: LedgerWorld): Promise<string[]> {
  const [, { rows }] = await Promise.all([
    member.query({
      name: "stand",
      text: "SELECT set_config('app.org_id', $1, false), set_config('app.now', $2, false)",
      values: [orgId, new Date(now).toISOString()],
    }),
    member.query<{ violation: string }>({
      name: "violations",
      text: `SELECT invariant || ': ' || subject AS violation FROM ledger_violation
        UNION ALL SELECT 'nothing was looked at' WHERE NOT EXISTS (SELECT FROM credit_account)`,
    }),
  ]);
  return rows.map((row) => row.violation);
}

/** Of an answer only what the model speaks of. */
function likeExpected(actual: unknown, expected: unknown): unknown {
  if (typeof actual !== "object" || actual === null || typeof expected !== "object" || expected === null) return actual;
  const entries = new Map(Object.entries(actual));
  return Object.fromEntries(
    Object.keys(expected).map((key) => {
      const value = entries.get(key);
      return [key, key === "entrySeq" && typeof value === "bigint" ? Number(value) : value];
    }),
  );
}

function describe(command: Command): string {
  return JSON.stringify(command, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
