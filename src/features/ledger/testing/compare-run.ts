import { deepStrictEqual } from "node:assert/strict";
import pg from "pg";
import type { TestDatabase } from "~/testing/database";
import { readState, stateOf } from "./compare-state";
import { type Command, markups, prices, type Scenario } from "./ledger-commands";
import { createLedgerOrg, createModel } from "./ledger-fixture";
import { LedgerWorld } from "./ledger-world";

/** Two connections that keep their virtual clock and their plans from run to run. */
export type Sessions = { app: pg.Client; owner: pg.Client; close(): Promise<void> };

export async function openSessions(db: Pick<TestDatabase, "ownerUrl" | "appUrl">): Promise<Sessions> {
  const [app, owner] = [new pg.Client(db.appUrl), new pg.Client(db.ownerUrl)];
  await Promise.all([app.connect(), owner.connect()]);
  // What these tests look for is not lost at a power cut.
  await Promise.all([app, owner].map((client) => client.query("SET synchronous_commit = off")));
  return {
    app,
    owner,
    close: async () => {
      await Promise.all([app.end(), owner.end()]);
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
  const { app, owner } = sessions;
  const world = await createWorld(sessions, scenario);
  for (const [index, command] of scenario.commands.entries()) {
    const { actual, expected } = await world.run(command);
    const where = `command ${index}: ${describe(command)}`;
    deepStrictEqual(likeExpected(actual, expected), expected, where);
    deepStrictEqual(await readState(owner, world.orgId), stateOf(world.model), where);
    if (!options.invariants) continue;
    const violated = await violationsOf(app, world.orgId);
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

/** The invariants that an organisation violates, asked as that organisation. */
async function violationsOf(app: pg.Client, orgId: string): Promise<string[]> {
  await app.query("BEGIN");
  await app.query("SELECT set_config('app.org_id', $1, true), set_config('role', 'app_user', true)", [orgId]);
  const { rows } = await app.query<{ violation: string }>({
    name: "violations",
    text: "SELECT invariant || ': ' || subject AS violation FROM ledger_violation",
  });
  await app.query("ROLLBACK");
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
