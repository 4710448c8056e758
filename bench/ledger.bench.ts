import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { authorizeUsage } from "~/features/ledger/server/authorize-usage.service";
import { settleHold } from "~/features/ledger/server/settle-hold.service";
import { createDatabase, type Sql } from "~/server/db";
import { closedLoop } from "./closed-loop";
import { type Contender, type Figure, interleave, medianRatio } from "./interleave";
import { type BenchDatabase, openBenchDatabase, openBenchOrgs } from "./ledger-database";

const orgCount = 200;
const connectionCounts = [1, 2, 4, 8, 16, 32];
const model = "demo/counterpart-demo";

export type LedgerOptions = {
  rounds: number;
  seconds: number /** SQL of a peer ledger to measure beside, if any. */;
  peerSql?: string;
};

type Load = { connections: number; figures: Record<string, Figure>; ratios: Record<string, number> };

/**
 * authorize + settle, as the product calls them, beside the floor: one guarded UPDATE of one row on the same
 * server. Spread over many organisations, then all on one.
 */
export async function benchLedger(options: LedgerOptions) {
  const database = await openBenchDatabase();
  try {
    const loads: { spread: Load[]; hot: Load[] } = { spread: [], hot: [] };
    for (const connections of connectionCounts) {
      for (const kind of ["spread", "hot"] as const) {
        const load = await measure(database, options, connections, kind === "hot" ? 1 : orgCount);
        loads[kind].push(load);
        console.log(`ledger, ${kind}, ${connections} connections: ${describe(load)}`);
      }
    }
    return {
      postgres: database.version,
      unit: "calls a second (authorize + settle is one call)",
      organisations: orgCount,
      ...loads,
      hotKeeps: hotKeeps(loads.hot),
    };
  } finally {
    await database.close();
  }
}

async function measure(
  database: BenchDatabase,
  options: LedgerOptions,
  connections: number,
  orgs: number,
): Promise<Load> {
  const app = createDatabase(database.appUrl, connections);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: connections });
  const peer =
    options.peerSql === undefined ? null : new pg.Pool({ connectionString: database.peerUrl, max: connections });
  try {
    const contenders = [
      await guardedUpdate(owner, orgs, connections, options.seconds),
      await authorizeAndSettle(app.pool, orgs, connections, options.seconds),
      ...(peer === null || options.peerSql === undefined
        ? []
        : await peerLedger(peer, options.peerSql, orgs, connections, options.seconds)),
    ];
    const figures = await interleave(contenders, options.rounds);
    const ratios: Record<string, number> = {};
    const ours = figures.ledger;
    for (const [name, other] of Object.entries(figures)) {
      if (name !== "ledger" && ours !== undefined) ratios[`ledger/${name}`] = medianRatio(ours, other);
    }
    return { connections, figures, ratios };
  } finally {
    await app.prisma.$disconnect();
    await Promise.all([app.pool.end(), owner.end(), peer?.end()]);
  }
}

async function guardedUpdate(pool: pg.Pool, rows: number, callers: number, seconds: number): Promise<Contender> {
  await pool.query(
    "CREATE TABLE IF NOT EXISTS bench_floor (id int PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50)",
  );
  await pool.query(
    "INSERT INTO bench_floor SELECT n, 1000000000000 FROM generate_series(0, $1) n ON CONFLICT DO NOTHING",
    [rows - 1],
  );
  let turn = 0;
  return {
    name: "guarded UPDATE",
    measure: () =>
      closedLoop(callers, seconds, () =>
        pool.query({
          name: "floor",
          text: "UPDATE bench_floor SET balance = balance - $2 WHERE id = $1 AND balance >= $2 RETURNING balance",
          values: [turn++ % rows, 1],
        }),
      ),
  };
}

async function authorizeAndSettle(
  pool: pg.Pool & Sql,
  count: number,
  callers: number,
  seconds: number,
): Promise<Contender> {
  const orgs = await openBenchOrgs(pool, count);
  let turn = 0;
  const call = async () => {
    const org = orgs[turn++ % orgs.length];
    if (org === undefined) return;
    const requestId = randomUUID();
    const hold = await authorizeUsage(pool, org.orgId, {
      requestId,
      fingerprint: requestId,
      userId: org.userId,
      modelId: model,
      purpose: "chat",
      inputTokens: 1200,
      maxOutputTokens: 1000,
      minOutputTokens: 100,
      limits: { memberTokensPerMonth: null, requestsPerHour: null },
      ttlSeconds: 60,
    });
    if (hold.code !== "ok") throw new Error(`refused: ${hold.code}`);
    await settleHold(pool, org.orgId, hold.holdId, {
      tokens: { input: 1180, cacheRead: 0, cacheWrite: 0, output: 320, reasoning: 0 },
      basis: "provider",
    });
  };
  return { name: "ledger", measure: () => closedLoop(callers, seconds, call) };
}

/** A ledger with `pgledger_create_account` and `pgledger_create_transfer`; the file is the user's own, none is shipped. */
async function peerLedger(
  pool: pg.Pool,
  file: string,
  count: number,
  callers: number,
  seconds: number,
): Promise<Contender[]> {
  const { rows } = await pool.query("SELECT to_regclass('pgledger_accounts') IS NOT NULL AS there");
  if (!rows[0]?.there) await pool.query(await readFile(file, "utf8"));
  const account = async (name: string) => {
    const made = await pool.query<{ id: string }>("SELECT id FROM pgledger_create_account($1, 'UCR')", [name]);
    return made.rows[0]?.id ?? "";
  };
  const pairs: { from: string; to: string }[] = [];
  for (let n = 0; n < count; n++) pairs.push({ from: await account(`org ${n}`), to: await account(`spent ${n}`) });
  let turn = 0;
  const transfer = async (pair: { from: string; to: string } | undefined) =>
    // Prepared under a name, as the product's own calls are.
    pool.query({
      name: "peer-transfer",
      text: "SELECT * FROM pgledger_create_transfer($1, $2, 1)",
      values: [pair?.from, pair?.to],
    });
  return [
    {
      name: "peer, one transfer",
      measure: () => closedLoop(callers, seconds, () => transfer(pairs[turn++ % pairs.length])),
    },
    {
      name: "peer, two transfers",
      measure: () =>
        closedLoop(callers, seconds, async () => {
          const pair = pairs[turn++ % pairs.length];
          await transfer(pair);
          await transfer(pair);
        }),
    },
  ];
}

/** What one hot organisation keeps of its single-client rate, by connections. */
function hotKeeps(hot: Load[]): Record<number, number> {
  const alone = hot[0]?.figures.ledger?.median ?? Number.NaN;
  return Object.fromEntries(
    hot.map(({ connections, figures }) => [connections, (figures.ledger?.median ?? 0) / alone]),
  );
}

function describe({ figures, ratios }: Load): string {
  const rates = Object.entries(figures).map(([name, { median }]) => `${name} ${Math.round(median)}/s`);
  return `${rates.join(", ")}; ${Object.entries(ratios)
    .map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`)
    .join(", ")}`;
}
