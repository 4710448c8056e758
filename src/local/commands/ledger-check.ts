import pg from "pg";
import { dataDirectory } from "../paths";
import { prepareDatabase } from "../prepare-database";

type Row = { invariant: string; violations: string; org_ids: string[] | null };

/**
 * `npm run ledger:check`: holds the whole ledger of this installation (or of DATABASE_URL) against its
 * invariants and prints what is violated; exit code 1 if anything is. It may run beside the application.
 */
export async function run(): Promise<number> {
  const database = await prepareDatabase(dataDirectory());
  try {
    return await checkLedger(database.ownerUrl);
  } finally {
    if (!database.wasRunning) await database.stop();
  }
}

async function checkLedger(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>("SELECT invariant, violations, org_ids FROM ledger_check()");
    const violated = rows.filter(({ violations }) => BigInt(violations) > 0n);
    for (const { invariant, violations, org_ids } of violated) {
      console.log(
        `VIOLATED ${violations} times: ${invariant}\n  organisations: ${(org_ids ?? []).slice(0, 20).join(", ")}`,
      );
    }
    const total = violated.reduce((sum, { violations }) => sum + BigInt(violations), 0n);
    console.log(`${rows.length} invariants checked, ${total} violations`);
    return total === 0n ? 0 : 1;
  } finally {
    await client.end();
  }
}
